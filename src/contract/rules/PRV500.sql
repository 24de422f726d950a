-- rule: PRV500
-- title: Contract role missing or renamed
-- severity: critical
-- object: role
-- about: role
-- why: Every question about what the tenant role may do has no answer where there is no such role: nothing that is asked
--   about it can be found, and the report would look clean.
-- fix: CREATE ROLE {object} NOLOGIN;
-- bad: ALTER ROLE erun_tenant RENAME TO erun_tenants;
-- fixed: ALTER ROLE erun_tenants RENAME TO erun_tenant;
-- false positives: Other names on purpose; say them in plumb.yaml, roles.
SELECT name, 'the ' || kind || ' role ' || name || ' does not exist' AS message
FROM app_role
WHERE kind IN ('tenant', 'operations') AND present = 0;
