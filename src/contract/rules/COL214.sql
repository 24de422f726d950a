-- rule: COL214
-- title: No index for the columns of a foreign key
-- severity: low
-- object: constraint
-- about: index, constraint
-- why: Whoever deletes or updates a referenced row looks for its children, and without an index reads, and locks
--   among, the rows of all tenants.
-- fix: CREATE INDEX ON {table} ({columns_sql|sql});
-- bad: DROP INDEX public.tasks_tenant_id_assignee_id_idx;
-- false positives: A parent whose rows are never deleted; waive it, or switch the rule off.
WITH uncovered AS MATERIALIZED (
  SELECT k.schema, k."table", k.name, k.columns, k.referenced_table
  FROM tenant_table t JOIN constraints k ON k.schema = t.schema AND k."table" = t.name
  WHERE k.type = 'foreign key' AND coalesce(k.inherited, '') <> 'inherited'
    AND NOT EXISTS (SELECT 1 FROM table_index i WHERE i.schema = k.schema AND i."table" = k."table" AND i.is_valid = 1
                      AND i.predicate IS NULL
                      AND substr(i.columns, 1, length(k.columns) - 1) = substr(k.columns, 1, length(k.columns) - 1)
                      AND substr(i.columns, length(k.columns), 1) IN (']', ','))
)
SELECT u.schema, u."table" AS parent, u.name,
  'no index begins with (' || list_text(u.columns) || '), which references ' || u.referenced_table AS message,
  list_sql(u.columns) AS columns_sql
FROM uncovered u
-- The same columns in another order will do.
WHERE NOT EXISTS (
  SELECT 1 FROM table_index i WHERE i.schema = u.schema AND i."table" = u."table" AND i.is_valid = 1
      AND i.predicate IS NULL
    AND json_array_length(u.columns) = (
      SELECT count(*) FROM json_each(u.columns) c WHERE list_at(i.columns, c.value) <= json_array_length(u.columns)));
