-- What ALTER DEFAULT PRIVILEGES IN SCHEMA grants on objects that a role will make there, on top of default_privilege.
-- kind: schema_default_privilege
-- parent: schema
-- identity: schema role type
-- when: pg_catalog.pg_default_acl
-- missing: high
-- unexpected: high
-- attribute: granted severity=high form=set
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  CASE a.defaclrole WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(a.defaclrole)) END AS role,
  CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
                       WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS' ELSE a.defaclobjtype::text END AS type,
  array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN a.defaclrole THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = a.defaclrole THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(a.defaclacl) x
    ORDER BY 1)) AS granted
FROM pg_catalog.pg_default_acl a
  JOIN pg_catalog.pg_namespace n ON n.oid = a.defaclnamespace
ORDER BY 1, 2, 3
