-- table: foreign_key
-- what: foreign keys, and how they treat the tenant column
-- column: columns: JSON array
-- column: referenced_columns: JSON array, in the same order
-- column: from_tenant_table: 1: the table is in tenant_table
-- column: to_tenant_table: 1: the referenced table is
-- column: tenant_at: place of the tenant column in columns, from 1; NULL: it is not in it
-- column: referenced_tenant_at: the same of referenced_columns
-- column: tenant_composite: 1: the tenant column is paired with the tenant column
SELECT k.schema, k."table", k.name, k.columns, k.referenced_schema, k.referenced_table, k.referenced_columns,
       k.on_update, k.on_delete, k.on_delete_columns, k.match, k."deferrable", k.validated, k.enforced, k.inherited,
       k.triggers,
       k.schema || '.' || k."table" IN (SELECT schema || '.' || name FROM tenant_table) AS from_tenant_table,
       k.referenced_schema || '.' || k.referenced_table IN (SELECT schema || '.' || name FROM tenant_table)
         AS to_tenant_table,
       list_at(k.columns, s.value) AS tenant_at,
       list_at(k.referenced_columns, s.value) AS referenced_tenant_at,
       coalesce(list_at(k.columns, s.value) = list_at(k.referenced_columns, s.value), 0) AS tenant_composite
FROM setting s CROSS JOIN constraints k
WHERE s.name = 'tenant.column' AND k.type = 'foreign key'
