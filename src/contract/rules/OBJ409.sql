-- rule: OBJ409
-- title: Foreign table among the tenant tables
-- severity: high
-- object: table
-- about: table.type, table.server
-- why: A foreign table can have no policies. What it shows is decided by the role that its user mapping logs in with, on
--   a server that knows nothing of this one's tenants.
-- fix: DROP FOREIGN TABLE {object};
-- bad: CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER far FOREIGN DATA WRAPPER nothing;
--   CREATE FOREIGN TABLE public.far_users (tenant_id uuid) SERVER far;
-- false positives: Data that is no tenant's; list the table in plumb.yaml, tables.global, or put it into a schema that the
--   application cannot use.
SELECT t.schema, t.name, 'a foreign table, on server ' || t.server || ': it can have no policies' AS message
FROM "tables" t CROSS JOIN class_of_table c
WHERE t.type = 'foreign table' AND c.schema = t.schema AND c.name = t.name AND c.class <> 'global';
