-- rule: BST601
-- title: Bootstrap table missing
-- severity: high
-- object: table
-- about: table
-- knob: required = users, user_external_ids: tables that there have to be besides those of tables.root
-- why: Who a caller is, and which tenant he belongs to, is looked up in these tables before any policy counts. Where one
--   is gone or renamed, logins fail, or an application makes its own and nobody has looked at that one.
-- bad: ALTER TABLE public.user_external_ids RENAME TO user_ids;
-- fixed: ALTER TABLE public.user_ids RENAME TO user_external_ids;
-- false positives: A blueprint that keeps identities elsewhere; set the knob required, and tables.root.
WITH required AS (
  SELECT value AS name FROM setting WHERE name IN ('tables.root', 'BST601.required')
)
SELECT DISTINCT CASE WHEN instr(r.name, '.') > 0 THEN substr(r.name, 1, instr(r.name, '.') - 1)
                     ELSE (SELECT value FROM setting WHERE name = 'schemas' AND position = 1) END AS schema,
  substr(r.name, instr(r.name, '.') + 1) AS name,
  'a table that the blueprint needs is not there' AS message
FROM required r
WHERE NOT EXISTS (SELECT 1 FROM class_of_table c WHERE r.name IN (c.name, c.schema || '.' || c.name));
