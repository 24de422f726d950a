-- The tenant table; whether it has the columns; whether an index keeps its operations tenants to one.
SELECT t.schema, t.name,
  EXISTS (SELECT 1 FROM "columns" c WHERE c.schema = t.schema AND c."table" = t.name AND c.name = 'type') AS has_type,
  EXISTS (SELECT 1 FROM table_index i
          WHERE i.schema = t.schema AND i."table" = t.name AND i.is_unique = 1 AND i.is_valid = 1
            AND i.columns = json_array('type')
            AND (i.predicate IS NULL
                 OR i.predicate REGEXP ('^\(type = ''' || k.value || '''::[a-z_. ]+\)$'))) AS is_kept
FROM setting s
  JOIN class_of_table t ON t.name = s.value
  LEFT JOIN setting k ON k.name = 'BST603.type'
WHERE s.name = 'tenant.table'
LIMIT 1
