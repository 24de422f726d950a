-- rule: PRV516
-- title: What is still to be made is granted already
-- severity: high
-- object: default_privilege
-- about: default_privilege, schema_default_privilege
-- needs: tenant role, operations role
-- why: A new table has no row security. Default privileges open it in the same moment, to all tenants at once, and it
--   stays so until the statement that closes it comes, if it does.
-- fix: ALTER DEFAULT PRIVILEGES FOR ROLE {maker|role} REVOKE {privileges|sql} ON {type|sql} FROM {grantee|role};
-- bad: ALTER DEFAULT PRIVILEGES FOR ROLE erun_owner IN SCHEMA public GRANT SELECT ON TABLES TO erun_tenant;
-- false positives: None: grant with the table.
-- reference: PostgreSQL manual, ALTER DEFAULT PRIVILEGES
SELECT CASE WHEN d.schema IS NULL THEN 'default_privilege' ELSE 'schema_default_privilege' END AS kind, d.schema,
  d.role || ', ' || d.type AS name,
  lower(d.type) || ' that ' || d.role || ' makes' || coalesce(' in schema ' || d.schema, '') || ' are granted to '
    || d.grantee || ': ' || list_text(json_group_array(DISTINCT d.privilege)) AS message,
  d.role AS maker, d.type, d.grantee, list_text(json_group_array(DISTINCT d.privilege)) AS privileges,
  CASE WHEN d.schema IS NOT NULL THEN
    'ALTER DEFAULT PRIVILEGES FOR ROLE {maker|role} IN SCHEMA {schema} REVOKE {privileges|sql} ON {type|sql} '
      || 'FROM {grantee|role};' END AS fix
FROM default_grant d
WHERE d.revoked = 0 AND d.grantee <> d.role
  AND EXISTS (SELECT 1 FROM role_reach x JOIN app_role a ON a.name = x.member
              WHERE x.role = d.grantee AND +x.via = 'USAGE' AND x.superuser = 0)
GROUP BY d.schema, d.role, d.type, d.grantee;
