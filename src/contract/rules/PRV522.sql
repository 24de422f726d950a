-- rule: PRV522
-- title: The server's own objects are granted to others
-- severity: high
-- object: system_privilege
-- about: system_privilege
-- knob: roles =: roles, such as those of monitoring, that have more than the server gives
-- why: Statistics hold values of all tenants' rows, and functions of the server read its files and end its sessions. What
--   initdb did not grant, somebody did.
-- fix: REVOKE {privilege|sql} ON {what|sql} {target|sql} FROM {grantee|role};
-- bad: GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO erun_tenant;
--   GRANT SELECT ON pg_catalog.pg_statistic TO erun_tenant;
-- false positives: Monitoring; name its roles in the knob roles, or make them members of pg_monitor.
WITH given AS (
  SELECT p.type, p.name, acl_privilege(g.value) AS privilege, acl_grantee(g.value) AS grantee
  FROM system_privilege p CROSS JOIN json_each(p.granted) g
)
SELECT g.type || ', ' || g.name AS name, g.grantee || ' has ' || g.privilege || ' on it' AS message, g.type, g.grantee,
  CASE g.type WHEN 'table column' THEN g.privilege || ' (' || printf('"%w"', name_of(g.name)) || ')' ELSE g.privilege END
    AS privilege,
  CASE WHEN g.type IN ('function', 'procedure', 'aggregate') THEN 'ROUTINE' WHEN g.type = 'schema' THEN 'SCHEMA'
       WHEN g.type IN ('type', 'domain') THEN 'TYPE' WHEN g.type = 'language' THEN 'LANGUAGE'
       WHEN g.type = 'server' THEN 'FOREIGN SERVER' WHEN g.type = 'foreign-data wrapper' THEN 'FOREIGN DATA WRAPPER'
       WHEN g.type = 'sequence' THEN 'SEQUENCE' ELSE 'TABLE' END AS what,
  CASE g.type WHEN 'table column' THEN substr(g.name, 1, length(g.name) - length(name_of(g.name)) - 1) ELSE g.name END
    AS target
FROM given g
WHERE g.grantee <> '{owner}' AND g.grantee NOT IN (SELECT value FROM setting WHERE name = 'PRV522.roles')
  AND NOT EXISTS (SELECT 1 FROM role r WHERE r.name = g.grantee AND r.superuser = 1);
