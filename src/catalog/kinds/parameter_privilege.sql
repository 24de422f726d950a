-- Who may SET or ALTER SYSTEM a parameter that only superusers can set otherwise. The first superuser's own are left
-- out.
-- kind: parameter_privilege
-- identity: parameter grantee
-- when: pg_catalog.pg_parameter_acl
-- since: 150000
-- scope: reach
-- missing: medium
-- unexpected: critical
-- attribute: privileges severity=critical form=set
-- attribute: reach compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
), reaching AS (
  SELECT unnest(nullif(current_setting('plumb.reaching_roles', true), '')::oid[]) AS role
)
SELECT
  p.parname AS parameter,
  CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN (SELECT role FROM migration) THEN '{migration role}'
                 ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee,
  array_to_json(array_agg(
    x.privilege_type COLLATE "C" || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
    || CASE WHEN x.grantor = 10 OR x.grantor = (SELECT role FROM migration) THEN ''
            ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    ORDER BY x.privilege_type COLLATE "C", x.is_grantable, x.grantor)) AS privileges,
  CASE WHEN x.grantee = (SELECT role FROM migration) THEN 'never'
       WHEN x.grantee = 0 OR x.grantee IN (SELECT role FROM reaching) THEN 'yes' ELSE 'no' END AS reach
FROM pg_catalog.pg_parameter_acl p
  CROSS JOIN aclexplode(p.paracl) x
WHERE x.grantee <> 10
GROUP BY p.parname, x.grantee
ORDER BY 1, 2
