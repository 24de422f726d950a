-- rule: COL218
-- title: Key cannot be referenced together with the tenant
-- severity: low
-- object: table
-- about: constraint, index
-- knob: leaf_tables =: tables that nothing will ever reference
-- why: A foreign key that carries the tenant needs UNIQUE (tenant, key) at its target. Where that is missing the next
--   one to reference the table writes a foreign key without the tenant (COL207).
-- fix: ALTER TABLE {object} ADD UNIQUE ({tenant_column}, {key_column});
-- bad: ALTER TABLE public.tasks DROP CONSTRAINT tasks_tenant_id_task_id_key;
-- false positives: Tables that nothing references; name them in the knob leaf_tables.
SELECT t.schema, t.name, 'there is no UNIQUE (' || t.tenant_column || ', ' || k.first_column || ')' AS message,
  k.first_column AS key_column
FROM table_index k CROSS JOIN tenant_table t ON t.schema = k.schema AND t.name = k."table"
WHERE k.source = 'primary key' AND k.tenant_at IS NULL AND k.columns NOT LIKE '%","%' AND t.partition_bound IS NULL
  AND NOT EXISTS (SELECT 1 FROM table_index i WHERE i.schema = t.schema AND i."table" = t.name AND i.is_unique = 1
                    AND i.is_valid = 1 AND i.predicate IS NULL AND i.tenant_at IS NOT NULL
                    AND i.columns IN (json_array(t.tenant_column, k.first_column),
                                      json_array(k.first_column, t.tenant_column)))
  AND t.name NOT IN (SELECT value FROM setting WHERE name = 'COL218.leaf_tables');
