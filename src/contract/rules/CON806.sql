-- rule: CON806
-- title: Declared tenant table is not there
-- severity: high
-- object: table
-- about: table
-- why: plumb.yaml says that the table is tenant-owned. One that is gone, renamed, or in another schema is not looked at,
--   and nobody would miss it in the report.
SELECT CASE WHEN instr(k.value, '.') > 0 THEN substr(k.value, 1, instr(k.value, '.') - 1)
            ELSE (SELECT value FROM setting WHERE name = 'schemas' AND position = 1) END AS schema,
  substr(k.value, instr(k.value, '.') + 1) AS name,
  'plumb.yaml lists the table as tenant-owned, and there is none' AS message
FROM setting k
WHERE k.name = 'tables.tenant'
  AND NOT EXISTS (SELECT 1 FROM class_of_table c WHERE k.value IN (c.name, c.schema || '.' || c.name));
