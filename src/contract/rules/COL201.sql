-- rule: COL201
-- title: Tenant table without its tenant column
-- severity: critical
-- object: table
-- about: column, table.row_security, policy
-- why: Tenant tables are known by their tenant column. One that loses it, or has it renamed, is no tenant table any
--   more: every other rule is silent about it, and no policy can tell whose row is whose.
-- fix: ALTER TABLE {object} ADD COLUMN {tenant_column} {tenant_type|sql} NOT NULL DEFAULT {context_function}()
--   REFERENCES {root_schema}.{tenant_table};
-- bad: ALTER TABLE public.project_members RENAME COLUMN tenant_id TO org_id;
-- false positives: A table that all tenants share and that is protected by row security for another reason; list it
--   in plumb.yaml, tables.global. A table without policies and without references to tenant tables is told by CON804.
WITH lost AS MATERIALIZED (
  SELECT c.schema, c.name, c.class, t.row_security
  FROM class_of_table c JOIN "tables" t ON t.schema = c.schema AND t.name = c.name
  WHERE c.has_tenant_column = 0 AND c.class NOT IN ('root', 'global') AND t.type <> 'foreign table'
), hint AS (
  SELECT l.schema, l.name, l.class = 'tenant' AS listed, l.row_security,
    (SELECT count(*) FROM policy p WHERE p.schema = l.schema AND p."table" = l.name) AS policies,
    (SELECT count(*) FROM foreign_key k WHERE k.schema = l.schema AND k."table" = l.name AND k.to_tenant_table = 1)
      AS references_tenants
  FROM lost l
)
SELECT h.schema, h.name,
  'there is no column ' || (SELECT value FROM setting WHERE name = 'tenant.column') || ', though '
    || CASE WHEN h.listed THEN 'plumb.yaml lists the table as tenant-owned'
            WHEN h.policies > 0 THEN 'the table has policies'
            WHEN h.row_security = 1 THEN 'the table has row level security'
            ELSE 'the table references tenant tables' END AS message,
  (SELECT value FROM setting WHERE name = 'tenant.type') AS tenant_type,
  (SELECT r.schema FROM class_of_table r WHERE r.name = (SELECT value FROM setting WHERE name = 'tenant.table'))
    AS root_schema,
  (SELECT c.name FROM "columns" c WHERE c.schema = h.schema AND c."table" = h.name AND name_of(c."default")
     = (SELECT value FROM setting WHERE name = 'tenant.function')) AS renamed,
  CASE WHEN EXISTS (SELECT 1 FROM "columns" c WHERE c.schema = h.schema AND c."table" = h.name
      AND name_of(c."default")
     = (SELECT value FROM setting WHERE name = 'tenant.function'))
       THEN 'ALTER TABLE {object} RENAME COLUMN {renamed} TO {tenant_column};' END AS fix
FROM hint h
WHERE h.listed OR h.policies > 0 OR h.row_security = 1 OR h.references_tenants > 0;
