-- Who is a member of which role. A grantor that is a superuser or the role that runs the migrations is "{migration
-- role}": who of them it was depends on the server. What these two are members of belongs to the server and is never
-- compared. Before PostgreSQL 16 a membership has no INHERIT and SET of its own: it is inherited if the member is, and
-- can always be taken up (role_reach tells which).
-- kind: membership
-- parent: role
-- identity: role member grantor
-- scope: reach
-- missing: high
-- unexpected: critical
-- attribute: admin severity=critical form=flag
-- attribute: inherit severity=critical form=flag
-- attribute: set severity=critical form=flag
-- attribute: granted_by compared=no form=set
-- attribute: reach compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
), reaching AS (
  SELECT unnest(nullif(current_setting('plumb.reaching_roles', true), '')::oid[]) AS role
), edges AS (
  SELECT m.roleid, m.member, m.grantor, m.admin_option,
         (to_jsonb(m) ->> 'inherit_option')::boolean AS inherit_option,
         (to_jsonb(m) ->> 'set_option')::boolean AS set_option,
         g.rolname AS grantor_name,
         g.oid IS NULL OR g.rolsuper OR g.oid = (SELECT role FROM migration) AS by_administrator
  FROM pg_catalog.pg_auth_members m
    LEFT JOIN pg_catalog.pg_roles g ON g.oid = m.grantor
)
SELECT
  CASE e.roleid WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(e.roleid)) END AS role,
  CASE e.member WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(e.member)) END AS member,
  CASE WHEN e.by_administrator THEN '{migration role}' ELSE quote_ident(e.grantor_name) END AS grantor,
  CASE WHEN bool_or(e.admin_option) THEN 'yes' ELSE 'no' END AS admin,
  CASE bool_or(e.inherit_option) WHEN true THEN 'yes' WHEN false THEN 'no' END AS inherit,
  CASE bool_or(e.set_option) WHEN true THEN 'yes' WHEN false THEN 'no' END AS set,
  array_to_json(array_agg(e.grantor_name ORDER BY e.grantor_name)) AS granted_by,
  CASE WHEN e.member = 10 OR e.member = (SELECT role FROM migration) THEN 'never'
       WHEN e.roleid IN (SELECT role FROM reaching)
         OR pg_get_userbyid(e.roleid) ~ '^pg_' AND e.member IN (SELECT role FROM reaching) THEN 'yes'
       ELSE 'no' END AS reach
FROM edges e
WHERE pg_get_userbyid(e.member) !~ '^pg_'
GROUP BY e.roleid, e.member, 3
ORDER BY 1, 2, 3
