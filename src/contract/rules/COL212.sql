-- rule: COL212
-- title: Unique index over an expression without the tenant
-- severity: medium
-- object: index
-- about: index
-- why: UNIQUE (lower(name)) is for all tenants together, and so is one over an expression of the tenant: no policy's
--   comparison can use it, and a search for the tenant column by text takes it for right.
-- fix: DROP INDEX {schema}.{object};
--   CREATE UNIQUE INDEX ON {table} ({tenant_column}, {keys|sql});
-- bad: CREATE UNIQUE INDEX users_lower_username_idx ON public.users (lower(username));
SELECT i.schema, i."table" AS parent, i.name,
  'the unique index over (' || list_text(i."keys") || ') does not hold the tenant column' AS message,
  CASE WHEN i.predicate IS NOT NULL THEN 'DROP INDEX {schema}.{object};' || char(10) ||
    'CREATE UNIQUE INDEX ON {table} ({tenant_column}, {keys|sql}) WHERE {predicate|sql};' END AS fix,
  list_text(i."keys") AS "keys", i.predicate
FROM indexes i JOIN tenant_table t ON t.schema = i.schema AND t.name = i."table"
WHERE i."unique" = 1 AND i.parent_index IS NULL
  AND list_has(i.columns, t.tenant_column) = 0
  AND EXISTS (SELECT 1 FROM json_each(i.columns) c WHERE c.value IS NULL);
