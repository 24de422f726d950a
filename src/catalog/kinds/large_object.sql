-- Large objects, counted by owner and privileges: ten million of one owner are one row. They are data, so nothing is
-- compared.
-- kind: large_object
-- compared: no
-- always: yes
-- identity: owner acl
-- when: pg_catalog.pg_largeobject_metadata
-- attribute: objects compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  CASE l.lomowner WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(l.lomowner)) END AS owner,
  array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN l.lomowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = l.lomowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(coalesce(l.lomacl, acldefault('L', l.lomowner))) x
    ORDER BY 1)) AS acl,
  l.objects AS objects
FROM (SELECT lomowner, lomacl, count(*) AS objects FROM pg_catalog.pg_largeobject_metadata GROUP BY lomowner, lomacl) l
ORDER BY 1, 2::text
