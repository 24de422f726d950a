-- rule: BST606
-- title: Type of a tenant may be what it should not
-- severity: medium
-- object: column
-- about: column.default, constraint
-- knob: types = COMPANY, OPERATIONS: what a tenant may be; the first is what one is by default
-- why: A tenant of the operations type sees the rows of all tenants. If that is the default, or no CHECK names what there
--   is, an insert that forgets the column, or has a typing error in it, makes one.
-- bad: ALTER TABLE public.tenants ALTER COLUMN type SET DEFAULT 'OPERATIONS';
-- fixed: ALTER TABLE public.tenants ALTER COLUMN type SET DEFAULT 'COMPANY';
-- false positives: Other types; say them in the knob types. A column of an enumeration needs no CHECK and is waived.
WITH type_column AS (
  SELECT c.schema, c."table", c.name, c."default",
    (SELECT value FROM setting WHERE name = 'BST606.types' AND position = 1) AS usual,
    (SELECT group_concat(k.expression, ' AND ') FROM constraints k
     WHERE k.schema = c.schema AND k."table" = c."table" AND k.type = 'check' AND k.expression LIKE '%type%') AS checked
  FROM setting s
    JOIN class_of_table t ON t.name = s.value
    JOIN "columns" c ON c.schema = t.schema AND c."table" = t.name AND c.name = 'type'
  WHERE s.name = 'tenant.table'
)
SELECT schema, "table" AS parent, name,
  'a tenant is of type ' || coalesce("default", 'NULL') || ' by default' AS message,
  '''' || usual || '''' AS expected, coalesce("default", 'NULL') AS actual,
  'ALTER TABLE {table} ALTER COLUMN {object} SET DEFAULT {usual|literal};' AS fix, usual
FROM type_column
WHERE coalesce("default", '') NOT LIKE '''' || usual || '''%'
UNION ALL
SELECT schema, "table" AS parent, name, 'no CHECK says which types of tenants there are' AS message,
  (SELECT group_concat(value, ', ') FROM setting WHERE name = 'BST606.types') AS expected,
  coalesce(checked, 'no CHECK') AS actual, NULL AS fix, usual
FROM type_column
WHERE EXISTS (SELECT 1 FROM setting k
              WHERE k.name = 'BST606.types' AND instr(coalesce(type_column.checked, ''), '''' || k.value || '''') = 0);
