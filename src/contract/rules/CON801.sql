-- rule: CON801
-- title: No tenant table
-- severity: critical
-- object: database
-- why: Where no table has the tenant column the rules have nothing to look at. A report without findings would say that
--   all is well with a database that was not looked at.
-- bad: DROP SCHEMA public CASCADE; CREATE SCHEMA public;
-- fixed: CREATE TABLE public.users (tenant_id uuid);
-- false positives: A database of another shape; say schemas and tenant.column in plumb.yaml.
SELECT coalesce(s.database, '') AS name,
  'no table of ' || (SELECT group_concat(value, ', ') FROM setting WHERE name = 'schemas') || ' has a column '
    || (SELECT value FROM setting WHERE name = 'tenant.column') AS message
FROM server s
WHERE NOT EXISTS (SELECT 1 FROM tenant_table);
