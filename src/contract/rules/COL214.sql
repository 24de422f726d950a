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
SELECT k.schema, k."table" AS parent, k.name,
  'no index begins with (' || list_text(k.columns) || '), which references ' || k.referenced_table AS message,
  list_sql(k.columns) AS columns_sql
FROM foreign_key k
WHERE k.from_tenant_table = 1 AND k.is_indexed = 0 AND coalesce(k.inherited, '') <> 'inherited';
