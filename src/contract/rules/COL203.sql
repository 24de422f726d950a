-- rule: COL203
-- title: Tenant column of another type
-- severity: high
-- object: column
-- about: column.type
-- knob: also =: types that are as good: domains over the tenant's type
-- why: A tenant told by text is compared byte by byte, may be anything, cannot reference the tenants, and puts a cast
--   into every policy, where no index helps.
-- fix: ALTER TABLE {table} ALTER COLUMN {object} DROP DEFAULT,
--   ALTER COLUMN {object} TYPE {wanted|sql} USING {object}::{wanted|sql},
--     ALTER COLUMN {object} SET DEFAULT {context_function}();
-- bad: CREATE TABLE public.notes (note_id uuid PRIMARY KEY DEFAULT uuidv7(), tenant_id text NOT NULL);
-- false positives: Domains over the type; name them in the knob also.
SELECT schema, name AS parent, tenant_column AS name, 'the tenant column is of type ' || tenant_type AS message,
  'type = ' || (SELECT value FROM setting WHERE name = 'tenant.type') AS expected, 'type = ' || tenant_type AS actual,
  (SELECT value FROM setting WHERE name = 'tenant.type') AS wanted
FROM tenant_table
WHERE tenant_type NOT IN (SELECT value FROM setting WHERE name IN ('tenant.type', 'COL203.also'));
