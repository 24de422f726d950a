-- rule: CON804
-- title: Relation of no class
-- severity: high
-- object: table
-- about: table, view
-- why: In a closed world every relation is tenant-owned, a root, append-only, or global for a reason that somebody wrote
--   down. One that is none of these was made without asking whose rows it holds.
--   A global table with the tenant column is two of these: what is listed as shared by all is no tenant's, and nothing
--   else looks at it.
-- bad: CREATE TABLE public.loose (note text);
-- fixed: DROP TABLE public.loose;
-- false positives: A table that all tenants share; list it in plumb.yaml, tables.global, with its reason. A view that
--   reads global and root tables only is not reported, nor one with security_invoker, which shows what its reader may see.
WITH view_class AS (
  SELECT v.schema, v.name, v.type, v.security_invoker, r.value AS source, coalesce(c.class, 'unclassified') AS class
  FROM view v LEFT JOIN json_each(v.reads) r ON true
    LEFT JOIN class_of_table c ON c.schema || '.' || c.name = r.value
  WHERE v.schema IN (SELECT value FROM setting WHERE name = 'schemas')
)
SELECT 'table' AS kind, c.schema, c.name,
  'the ' || t.type || ' is of no class: it has no column ' || (SELECT value FROM setting WHERE name = 'tenant.column')
    || ', and plumb.yaml does not list it' AS message
FROM class_of_table c JOIN "tables" t ON t.schema = c.schema AND t.name = c.name
WHERE c.class = 'unclassified'
UNION ALL
SELECT 'table' AS kind, c.schema, c.name,
  'plumb.yaml lists the table as global, and it has the column ' || (SELECT value FROM setting WHERE name = 'tenant.column')
    AS message
FROM class_of_table c
WHERE c.class = 'global' AND c.has_tenant_column = 1
UNION ALL
SELECT 'view' AS kind, v.schema, v.name,
  'the ' || v.type || ' is of no class: it reads tenant-owned rows without showing their '
    || (SELECT value FROM setting WHERE name = 'tenant.column') || ', and plumb.yaml does not list it' AS message
FROM view_class v
WHERE v.security_invoker IS NOT 1 AND v.class NOT IN ('global', 'root')
  AND NOT EXISTS (SELECT 1 FROM "columns" c WHERE c.schema = v.schema AND c."table" = v.name
                    AND c.name = (SELECT value FROM setting WHERE name = 'tenant.column'))
  AND NOT EXISTS (SELECT 1 FROM setting k WHERE k.name IN ('tables.global', 'tables.root', 'tables.append_only')
                    AND k.value IN (v.name, v.schema || '.' || v.name))
GROUP BY v.schema, v.name, v.type;
