-- Languages, also those that come with the server: whether one is trusted can be changed. Who may use those is told by
-- system_privilege.
-- kind: language
-- identity: name
-- missing: high
-- unexpected: high
-- attribute: trusted severity=critical form=flag
-- attribute: handler severity=critical
-- attribute: inline severity=critical
-- attribute: validator severity=critical
-- attribute: owner severity=high
-- attribute: acl severity=high form=set
-- attribute: comment severity=info
-- attribute: built_in severity=medium form=flag compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  l.lanname AS name,
  CASE WHEN l.lanpltrusted THEN 'yes' ELSE 'no' END AS trusted,
  nullif(l.lanplcallfoid::oid, 0)::regprocedure::text AS handler,
  nullif(l.laninline::oid, 0)::regprocedure::text AS inline,
  nullif(l.lanvalidator::oid, 0)::regprocedure::text AS validator,
  -- The server's first superuser has another name elsewhere.
  CASE WHEN l.oid >= 16384 OR l.lanowner <> 10 THEN
    CASE l.lanowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                    ELSE quote_ident(pg_get_userbyid(l.lanowner)) END
  END AS owner,
  CASE WHEN l.lanname NOT IN ('internal', 'c', 'sql', 'plpgsql') THEN
    CASE WHEN l.lanacl IS NULL THEN '["USAGE TO PUBLIC","USAGE TO {owner}"]' ELSE array_to_json(ARRAY(
      SELECT x.privilege_type COLLATE "C" || ' TO '
             || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN l.lanowner THEN '{owner}'
                               WHEN (SELECT role FROM migration) THEN '{migration role}'
                               ELSE quote_ident(pg_get_userbyid(x.grantee)) END
             || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
             || CASE WHEN x.grantor = l.lanowner THEN ''
                     WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                     ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
      FROM aclexplode(l.lanacl) x
      ORDER BY 1))::text END
  END AS acl,
  d.description AS comment,
  CASE WHEN l.oid < 16384 THEN 'yes' ELSE 'no' END AS built_in
FROM pg_catalog.pg_language l
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = l.oid AND d.classoid = 'pg_catalog.pg_language'::regclass AND d.objsubid = 0
WHERE l.lanname = 'plpgsql'
  OR NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_language'::regclass AND e.objid = l.oid AND e.deptype = 'e')
ORDER BY l.lanname
