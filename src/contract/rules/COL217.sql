-- rule: COL217
-- title: Number that counts for all tenants together
-- severity: info
-- object: column
-- about: column.identity, column.default
-- knob: private_tables =: tables whose numbers no tenant sees
-- why: One sequence serves all tenants: from the gaps between its numbers a tenant reads how much the others write,
--   and a number that can be counted up is a key that can be guessed.
-- bad: CREATE TABLE public.tickets (tenant_id uuid NOT NULL DEFAULT public.erun_current_tenant_id(),
--     ticket_id bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (tenant_id, ticket_id));
-- fixed: ALTER TABLE public.tickets DROP COLUMN ticket_id, ADD COLUMN ticket_id uuid DEFAULT uuidv7();
-- false positives: Keys of private queues; name the tables in the knob private_tables.
WITH counted AS MATERIALIZED (
  SELECT schema, "table", name, 'an identity' AS how FROM "columns" WHERE identity IS NOT NULL
  UNION ALL
  -- No default draws from a sequence where there is none.
  SELECT schema, "table", name, 'from ' || "default" FROM "columns"
  WHERE EXISTS (SELECT 1 FROM sequences) AND "default" LIKE 'nextval(%'
)
SELECT c.schema, c."table" AS parent, c.name, 'the column is ' || c.how || ', which counts for all tenants' AS message
FROM counted c JOIN tenant_table t ON t.schema = c.schema AND t.name = c."table"
WHERE t.partition_bound IS NULL
  AND c."table" NOT IN (SELECT value FROM setting WHERE name = 'COL217.private_tables');
