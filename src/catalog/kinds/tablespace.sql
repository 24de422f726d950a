-- The tablespaces that this database keeps something in, and pg_default where somebody has changed it.
-- kind: tablespace
-- identity: name
-- when: pg_catalog.pg_tablespace WHERE oid >= 16384 OR spcacl IS NOT NULL OR spcoptions IS NOT NULL
-- missing: medium
-- unexpected: low
-- attribute: owner severity=medium
-- attribute: acl severity=medium form=set
-- attribute: options severity=low form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  s.spcname AS name,
  CASE s.spcowner WHEN (SELECT role FROM migration) THEN '{migration role}' WHEN 10 THEN '{first superuser}'
                  ELSE quote_ident(pg_get_userbyid(s.spcowner)) END AS owner,
  array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN s.spcowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = s.spcowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(coalesce(s.spcacl, acldefault('t', s.spcowner))) x
    ORDER BY 1)) AS acl,
  CASE WHEN s.spcoptions IS NOT NULL THEN
    array_to_json(ARRAY(SELECT o COLLATE "C" FROM unnest(s.spcoptions) o ORDER BY 1)) END AS options,
  d.description AS comment
FROM pg_catalog.pg_tablespace s
  LEFT JOIN pg_catalog.pg_shdescription d ON d.objoid = s.oid AND d.classoid = 'pg_catalog.pg_tablespace'::regclass
WHERE s.spcname <> 'pg_global'
  AND (s.spcname = 'pg_default' AND (s.spcacl IS NOT NULL OR s.spcoptions IS NOT NULL)
       OR s.spcname <> 'pg_default'
          AND (s.oid = (SELECT dattablespace FROM pg_catalog.pg_database WHERE datname = current_database())
               OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.reltablespace = s.oid)))
ORDER BY s.spcname
