-- Which roles a role is a member of, through however many others: whether it has their privileges without doing
-- anything ("inherits": policies for them apply to it), may SET ROLE to them, may grant them to others. Superusers may
-- do all of it with every role and are not listed for that.
-- kind: role_reach
-- compared: no
-- identity: role target
-- attribute: inherits compared=no form=flag
-- attribute: set compared=no form=flag
-- attribute: admin compared=no form=flag
WITH RECURSIVE migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
), edges AS (
  SELECT m.member, m.roleid, m.admin_option AS admin,
         coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, b.rolinherit) AS inherits,
         coalesce((to_jsonb(m) ->> 'set_option')::boolean, true) AS set
  FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles b ON b.oid = m.member
  UNION ALL
  SELECT d.datdba, r.oid, false, true, true
  FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
  WHERE d.datname = current_database() AND r.rolname = 'pg_database_owner'
), reach(role, target, inherits, set, admin) AS (
  SELECT member, roleid, inherits, set, admin FROM edges
  UNION
  SELECT r.role, e.roleid, r.inherits AND e.inherits, r.set AND e.set, e.admin
  FROM reach r JOIN edges e ON e.member = r.target
)
SELECT
  CASE r.role WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(r.role)) END AS role,
  CASE r.target WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(r.target)) END AS target,
  CASE WHEN bool_or(r.inherits) THEN 'yes' ELSE 'no' END AS inherits,
  CASE WHEN bool_or(r.set) THEN 'yes' ELSE 'no' END AS set,
  CASE WHEN bool_or(r.admin) THEN 'yes' ELSE 'no' END AS admin
FROM reach r
GROUP BY r.role, r.target
ORDER BY 1, 2
