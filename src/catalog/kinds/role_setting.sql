-- What ALTER ROLE ... SET and ALTER DATABASE ... SET have set. Role "" is every role, database "" every database; of the
-- databases only this one is looked at. Values whose name says that they are secret are told apart, not told.
-- kind: role_setting
-- parent: role
-- identity: role database name
-- when: pg_catalog.pg_db_role_setting
-- scope: reach
-- missing: high
-- unexpected: high
-- attribute: value severity=high
-- attribute: reach compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
), reaching AS (
  SELECT unnest(nullif(current_setting('plumb.reaching_roles', true), '')::oid[]) AS role
)
SELECT
  CASE s.setrole WHEN 0 THEN '' WHEN (SELECT role FROM migration) THEN '{migration role}'
                 ELSE quote_ident(pg_get_userbyid(s.setrole)) END AS role,
  CASE WHEN s.setdatabase = 0 THEN '' ELSE '{database}' END AS database,
  split_part(c.setting, '=', 1) AS name,
  CASE WHEN split_part(c.setting, '=', 1) ~* 'passw|secret|token|credential|key|passfile'
       THEN '{hidden, sha256 ' || left(encode(sha256(convert_to(c.setting, 'UTF8')), 'hex'), 8) || '...}'
       ELSE substr(c.setting, strpos(c.setting, '=') + 1) END AS value,
  CASE WHEN s.setrole = 0 THEN 'yes'
       WHEN s.setrole = 10 OR s.setrole = (SELECT role FROM migration) THEN 'never'
       WHEN s.setrole IN (SELECT role FROM reaching) THEN 'yes' ELSE 'no' END AS reach
FROM pg_catalog.pg_db_role_setting s
  LEFT JOIN pg_catalog.pg_database b ON b.oid = s.setdatabase
  CROSS JOIN unnest(s.setconfig) c(setting)
WHERE s.setdatabase = 0 OR b.datname = current_database()
ORDER BY 1, 2, 3
