-- The foreign keys between tenant tables whose rows may disagree about the tenant, column by column, without the pair
-- of the tenant column itself.
SELECT f.schema, f."table", f.name, f.referenced_schema, f.referenced_table, c.column, c.referenced_column
FROM foreign_key f
  JOIN foreign_key_column c ON c.schema = f.schema AND c."table" = f."table" AND c.name = f.name
  JOIN setting s ON s.name = 'tenant.column'
  LEFT JOIN setting k ON k.name = 'BST605.keys'
WHERE f.from_tenant_table = 1 AND f.to_tenant_table = 1 AND coalesce(f.inherited, '') <> 'inherited'
  AND NOT (c.column = s.value AND c.referenced_column = s.value)
  AND (k.value = 'all'
       OR NOT (f.tenant_composite = 1 AND f.validated = 1 AND f.enforced = 1 AND f.triggers IS NULL))
ORDER BY f.schema, f."table", f.name, c.position
