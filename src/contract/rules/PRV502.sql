-- rule: PRV502
-- title: Role of the contract can do what it should not
-- severity: high
-- object: role
-- about: role.login, role.create_role, role.create_database, role.replication
-- needs: tenant role, operations role
-- why: The two roles are put on for a transaction and can do nothing else. One that can log in is an account past the
--   application, for operations one that sees all tenants; one that makes roles or databases makes its own way out.
-- fix: ALTER ROLE {object} NOLOGIN NOCREATEDB NOCREATEROLE NOREPLICATION;
-- bad: ALTER ROLE erun_tenant LOGIN; ALTER ROLE erun_api CREATEROLE;
-- false positives: None for the two roles. A login of the application is looked at for CREATEROLE and REPLICATION only.
WITH able AS (
  SELECT r.name, a.kind, 1 AS place, 'log in' AS what FROM app_role a JOIN role r ON r.name = a.name
  WHERE a.kind IN ('tenant', 'operations') AND r.login = 1
  UNION ALL
  SELECT r.name, a.kind, 2, 'make databases' FROM app_role a JOIN role r ON r.name = a.name
  WHERE a.kind IN ('tenant', 'operations') AND r.create_database = 1
  UNION ALL
  SELECT r.name, a.kind, 3, 'make and change roles' FROM app_role a JOIN role r ON r.name = a.name
  WHERE r.create_role = 1
  UNION ALL
  SELECT r.name, a.kind, 4, 'stream the log of the cluster' FROM app_role a JOIN role r ON r.name = a.name
  WHERE r.replication = 1
  ORDER BY 1, 3
)
SELECT name, 'the ' || kind || ' role may ' || group_concat(what, ', ') AS message,
  CASE kind WHEN 'login' THEN 'ALTER ROLE {object} NOCREATEROLE NOREPLICATION;' END AS fix
FROM able
GROUP BY name, kind;
