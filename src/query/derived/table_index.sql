-- table: table_index
-- what: every index of a table, those behind keys and exclusion constraints included
-- column: source: index, primary key, unique or exclusion
-- column: is_unique: 1: no two rows have the same values
-- column: columns: JSON array; null for an expression
-- column: first_column: NULL for an expression
-- column: is_valid: 1: it is complete and used
-- column: predicate: NULL: it is over all rows
-- column: nulls_not_distinct: 1: two NULLs are the same
-- column: inherited: 1: it is a partition's, from its parent
-- column: tenant_at: place of the tenant column, from 1; NULL: it is not in it
SELECT i.schema, i."table", i.name, 'index' AS source, i."unique" AS is_unique, i.columns,
       i.columns ->> 0 AS first_column, min(i.valid, i.ready) AS is_valid, i.predicate,
       coalesce(i.nulls_not_distinct, 0) AS nulls_not_distinct, i.parent_index IS NOT NULL AS inherited,
       list_at(i.columns, s.value) AS tenant_at
FROM setting s CROSS JOIN indexes i
WHERE s.name = 'tenant.column'
UNION ALL
SELECT k.schema, k."table", k.name, k.type, k.type IN ('primary key', 'unique'), k.columns,
       k.columns ->> 0, coalesce(k.index_valid, 1), NULL,
       coalesce(k.nulls_not_distinct, 0), k.inherited IS NOT NULL, list_at(k.columns, s.value)
FROM setting s CROSS JOIN constraints k
WHERE s.name = 'tenant.column' AND k.type IN ('primary key', 'unique', 'exclusion')
