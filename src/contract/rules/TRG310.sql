-- rule: TRG310
-- title: Foreign key whose triggers are disabled
-- severity: critical
-- object: constraint
-- about: constraint.triggers
-- why: ALTER TABLE … DISABLE TRIGGER ALL switches off what checks foreign keys, too. The catalog goes on to call the
--   constraint enforced and validated, and a row may reference another tenant's.
-- bad: ALTER TABLE public.tasks DISABLE TRIGGER ALL;
-- fixed: ALTER TABLE public.tasks ENABLE TRIGGER ALL;
-- false positives: None. Rows that came in meanwhile are not checked by enabling the triggers; look at them (BST605).
-- reference: PostgreSQL manual, ALTER TABLE, DISABLE TRIGGER
SELECT k.schema, k."table" AS parent, k.name, 'what checks the constraint is off: ' || list_text(k.triggers)
    AS message,
  -- "RI_FKey_check_ins on public.tasks: disabled"
  (SELECT group_concat('ALTER TABLE ' || enabled || ' ENABLE TRIGGER ALL;', char(10)) FROM (
     SELECT DISTINCT substr(e.value, instr(e.value, ' on ') + 4,
                            instr(e.value, ': ') - instr(e.value, ' on ') - 4) AS enabled
     FROM json_each(k.triggers) e)) AS enabling,
  '{enabling|sql}' AS fix
FROM constraints k JOIN class_of_table c ON c.schema = k.schema AND c.name = k."table"
WHERE k.triggers IS NOT NULL
  -- A partition's is told by the table's, unless it is off there alone.
  AND (coalesce(k.inherited, '') <> 'inherited'
       OR NOT EXISTS (SELECT 1
                      FROM "tables" t CROSS JOIN json_each(t.parents) p
                        CROSS JOIN constraints above ON above.schema || '.' || above."table" = p.value
                      WHERE t.schema = k.schema AND t.name = k."table" AND above.name = k.name
                        AND above.triggers IS NOT NULL));
