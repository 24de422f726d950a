-- rule: COL207
-- title: Foreign key between tenant tables does not carry the tenant
-- severity: high
-- object: constraint
-- about: constraint.columns, constraint.referenced_columns
-- why: A foreign key is checked with the rights of the owner, whatever the policies say. One without the tenant
--   accepts a row of another tenant, and answers for any key whether there is such a row.
-- fix: ALTER TABLE {table} DROP CONSTRAINT {object},
--   ADD FOREIGN KEY ({tenant_column}, {columns_sql|sql})
--     REFERENCES {referenced_schema}.{referenced_table} ({tenant_column}, {referenced_sql|sql});
-- bad: ALTER TABLE public.tasks ADD CONSTRAINT tasks_project_id_fkey FOREIGN KEY (project_id)
--     REFERENCES public.projects (project_id);
-- false positives: A link that crosses tenants on purpose; waive it with the reason. Beside a key over the same
--   columns that carries the tenant it is of severity low.
SELECT k.schema, k."table" AS parent, k.name,
  'the foreign key (' || list_text(k.columns) || ') references ' || k.referenced_table || ' without the tenant'
      AS message,
  CASE WHEN EXISTS (SELECT 1 FROM foreign_key o WHERE o.schema = k.schema AND o."table" = k."table"
                      AND o.referenced_schema = k.referenced_schema AND o.referenced_table = k.referenced_table
                      AND o.tenant_composite = 1 AND instr(o.columns, substr(k.columns, 2)) > 0) THEN 'low' END
                          AS severity,
  k.referenced_schema, k.referenced_table, list_sql(k.columns) AS columns_sql,
  list_sql(k.referenced_columns) AS referenced_sql
FROM foreign_key k
WHERE k.tenant_composite = 0 AND k.from_tenant_table = 1 AND k.to_tenant_table = 1
  AND k.tenant_at IS NULL AND k.referenced_tenant_at IS NULL AND coalesce(k.inherited, '') <> 'inherited';
