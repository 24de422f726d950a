-- rule: COL205
-- title: Tenant column does not reference the tenants
-- severity: high
-- object: table
-- about: constraint
-- why: Without the foreign key a mistyped tenant is a new one that nobody knows of, and what belongs to a tenant that
--   is deleted stays behind.
-- fix: ALTER TABLE {object} ADD FOREIGN KEY ({tenant_column})
--     REFERENCES {root_schema}.{tenant_table} ({tenant_column});
-- bad: ALTER TABLE public.users DROP CONSTRAINT users_tenant_id_fkey;
SELECT t.schema, t.name,
  'the tenant column does not reference ' || (SELECT value FROM setting WHERE name = 'tenant.table') AS message,
  (SELECT r.schema FROM class_of_table r WHERE r.name = (SELECT value FROM setting WHERE name = 'tenant.table'))
    AS root_schema
FROM tenant_table t
WHERE t.partition_bound IS NULL AND t.type <> 'foreign table'
  AND NOT EXISTS (SELECT 1 FROM constraints k WHERE k.schema = t.schema AND k."table" = t.name
      AND k.type = 'foreign key'
                    AND k.referenced_table = (SELECT value FROM setting WHERE name = 'tenant.table')
                    AND k.columns = (SELECT json_array(value) FROM setting WHERE name = 'tenant.column'));
