-- rule: PRV527
-- title: Role for which there is no row level security
-- severity: high
-- object: role
-- about: role.superuser, role.bypass_rls
-- knob: privileged_roles =: roles that are meant to be above row level security: backups, administration
-- why: For a superuser and a role with BYPASSRLS no policy exists, whether the application can reach it or not. Accounts
--   for backups, reports and support get it because a dump failed once, and keep it. Their list should be written down.
-- fix: ALTER ROLE {object} NOSUPERUSER NOBYPASSRLS;
-- bad: CREATE ROLE zz_backup LOGIN BYPASSRLS;
-- false positives: Those that are meant to be; name them in the knob privileged_roles. The superuser that came with the
--   cluster is not reported, those of the application are PRV501.
SELECT r.name,
  CASE r.superuser WHEN 1 THEN 'a superuser' ELSE 'a role with BYPASSRLS' END
    || CASE r.login WHEN 1 THEN ' that can log in' ELSE '' END AS message
FROM role r
WHERE (r.superuser = 1 OR r.bypass_rls = 1) AND r.first_superuser = 0
  AND r.name NOT IN (SELECT value FROM setting WHERE name = 'PRV527.privileged_roles')
  AND r.name NOT IN (SELECT name FROM app_role);
