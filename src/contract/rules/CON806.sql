-- rule: CON806
-- title: Table that plumb.yaml lists is not there
-- severity: high
-- object: table
-- about: table
-- why: plumb.yaml says of which class the table is. One that is gone, renamed, or in another schema is not looked at as
--   that, and nobody would miss it in the report: the class of a misspelt name protects nothing. The blueprint's own
--   names may be there or not, where nobody said that they are.
SELECT CASE WHEN instr(k.value, '.') > 0 THEN substr(k.value, 1, instr(k.value, '.') - 1)
            ELSE (SELECT value FROM setting WHERE name = 'schemas' AND position = 1) END AS schema,
  substr(k.value, instr(k.value, '.') + 1) AS name,
  'plumb.yaml lists the table as ' || CASE k.name WHEN 'tables.tenant' THEN 'tenant-owned'
                                                  WHEN 'tables.append_only' THEN 'append-only'
                                                  ELSE substr(k.name, 8) END || ', and there is none' AS message
FROM setting k
WHERE (k.name = 'tables.tenant'
       OR (k.name IN ('tables.root', 'tables.append_only', 'tables.global')
           AND k.value NOT IN ('tenants', 'tenant_issuers', 'audit_events', 'usage_events', 'atlas_schema_revisions')))
  AND NOT EXISTS (SELECT 1 FROM view v WHERE k.value IN (v.name, v.schema || '.' || v.name))
  AND NOT EXISTS (SELECT 1 FROM class_of_table c WHERE k.value IN (c.name, c.schema || '.' || c.name));
