-- rule: BST602
-- title: Nothing keeps the operations tenant to one
-- severity: medium
-- object: table
-- about: index
-- knob: type = OPERATIONS: what tells the operations tenant, in the column type of the tenant table
-- why: Two first logins at the same moment both see an empty tenant table, and both make an operations tenant, unless
--   something in the database stops the second. A look before the insert does not.
-- fix: CREATE UNIQUE INDEX {index} ON {object} (type) WHERE type = {wanted|literal};
-- bad: DROP INDEX public.tenants_single_operations_idx;
-- false positives: An application that makes its first tenant under an advisory lock; switch the rule off, and say so
--   there.
SELECT t.schema, t.name, 'no unique index keeps the tenants of type ' || k.value || ' to one' AS message,
  substr(t.name, 1, 38) || '_single_operations_idx' AS "index", k.value AS wanted
FROM setting s
  JOIN class_of_table t ON t.name = s.value
  JOIN setting k ON k.name = 'BST602.type'
WHERE s.name = 'tenant.table'
  AND EXISTS (SELECT 1 FROM "columns" c WHERE c.schema = t.schema AND c."table" = t.name AND c.name = 'type')
  AND NOT EXISTS (SELECT 1 FROM table_index i
                  WHERE i.schema = t.schema AND i."table" = t.name AND i.is_unique = 1 AND i.is_valid = 1
                    AND instr(i.predicate, '''' || k.value || '''') > 0);
