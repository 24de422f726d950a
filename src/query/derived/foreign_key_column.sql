-- table: foreign_key_column
-- what: the columns of foreign keys, pair by pair
-- column: name: of the foreign key
-- column: position: from 1
SELECT k.schema, k."table", k.name, c.key + 1 AS position, c.value AS column,
       k.referenced_schema, k.referenced_table, r.value AS referenced_column
FROM constraints k CROSS JOIN json_each(k.columns) c CROSS JOIN json_each(k.referenced_columns) r
WHERE k.type = 'foreign key' AND r.key = c.key
