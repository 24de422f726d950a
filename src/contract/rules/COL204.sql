-- rule: COL204
-- title: Default of the tenant column is not the context function
-- severity: high
-- object: column
-- about: column.default
-- why: Without the default every INSERT has to say the tenant, and some day one says the wrong one. A constant gives
--   what operations write, whose policy lets all tenants through, to one tenant without a word.
-- fix: ALTER TABLE {table} ALTER COLUMN {object} SET DEFAULT {context_function}();
-- bad: ALTER TABLE public.users ALTER COLUMN tenant_id DROP DEFAULT;
--   ALTER TABLE public.tasks ALTER COLUMN tenant_id SET DEFAULT '00000000-0000-7000-8000-000000000000';
-- false positives: A partition has a default of its own, used only where somebody writes to it directly; it is not
--   looked at.
WITH context AS MATERIALIZED (
  SELECT name_sql(f.schema) || '.' || name_sql(f.name) || '()' AS call
  FROM functions f
  WHERE f.name = (SELECT value FROM setting WHERE name = 'tenant.function') AND f.signature = ''
    AND f.schema IN (SELECT value FROM setting WHERE name = 'schemas')
)
SELECT schema, name AS parent, tenant_column AS name,
  CASE WHEN tenant_default IS NULL THEN 'the tenant column has no default'
       ELSE 'the default of the tenant column is ' || tenant_default END AS message,
  'default = ' || (SELECT value FROM setting WHERE name = 'tenant.function') || '()' AS expected,
  'default = ' || coalesce(tenant_default, '(none)') AS actual
FROM tenant_table
WHERE partition_bound IS NULL AND (tenant_default IS NULL OR tenant_default NOT IN (SELECT call FROM context));
