-- rule: COL213
-- title: No index begins with the tenant
-- severity: medium
-- object: table
-- about: index, constraint
-- knob: small_tables =: tables that are and stay so small that no index pays
-- why: Every request of a tenant asks for its tenant first. Without an index that begins with it each one reads the
--   rows of all tenants, and how long that takes tells how much the others have.
-- fix: CREATE INDEX ON {object} ({tenant_column});
-- bad: CREATE TABLE public.notes (note_id uuid PRIMARY KEY DEFAULT uuidv7(), tenant_id uuid NOT NULL);
-- false positives: Small tables; name them in the knob small_tables.
SELECT t.schema, t.name, 'no valid index over all rows begins with the tenant column' AS message
FROM tenant_table t
WHERE t.type <> 'foreign table'
  AND NOT EXISTS (SELECT 1 FROM table_index i WHERE i.schema = t.schema AND i."table" = t.name AND i.tenant_at = 1
                    AND i.is_valid = 1 AND i.predicate IS NULL)
  AND t.name NOT IN (SELECT value FROM setting WHERE name = 'COL213.small_tables');
