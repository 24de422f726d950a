-- rule: COL209
-- title: Action of a foreign key crosses tenants, or takes the tenant away
-- severity: high
-- object: constraint
-- about: constraint.on_delete, constraint.on_update, constraint.on_delete_columns
-- knob: tenant_delete = restrict: cascade: deleting a tenant may delete its rows
-- why: What a foreign key does to the referencing rows it does as the owner, behind the policies: without the tenant
--   in the key a DELETE of one tenant deletes or empties rows of another. SET NULL and SET DEFAULT without a list of
--   columns set the tenant too.
-- fix: ALTER TABLE {table} DROP CONSTRAINT {object},
--   ADD FOREIGN KEY ({columns_sql|sql}) REFERENCES {referenced_schema}.{referenced_table} ({referenced_sql|sql});
-- bad: ALTER TABLE public.tasks DROP CONSTRAINT tasks_tenant_id_assignee_id_fkey, ADD CONSTRAINT tasks_assignee_fkey
--     FOREIGN KEY (tenant_id, assignee_id) REFERENCES public.users (tenant_id, user_id) ON DELETE SET NULL;
--   ALTER TABLE public.tasks ADD CONSTRAINT tasks_project_fkey FOREIGN KEY (project_id)
--     REFERENCES public.projects (project_id) ON DELETE CASCADE;
--   ALTER TABLE public.projects DROP CONSTRAINT projects_tenant_id_fkey, ADD CONSTRAINT projects_tenant_id_fkey
--     FOREIGN KEY (tenant_id) REFERENCES public.tenants (tenant_id) ON DELETE CASCADE;
-- false positives: Where deleting a tenant is meant to delete all that is its own, set the knob tenant_delete to
--   cascade.
-- reference: PostgreSQL manual, CREATE TABLE, REFERENCES
WITH judged AS (
  SELECT k.*,
    CASE
      WHEN k.to_tenant_table = 1 AND k.tenant_composite = 0 THEN 'reaches rows of other tenants'
      WHEN k.tenant_at IS NOT NULL AND (
             k.on_update IN ('SET NULL', 'SET DEFAULT')
             OR (k.on_delete IN ('SET NULL', 'SET DEFAULT')
                 AND (k.on_delete_columns IS NULL
                      OR list_has(k.on_delete_columns, (SELECT value FROM setting
                          WHERE name = 'tenant.column')) = 1)))
        THEN 'takes the tenant away from the row'
      WHEN k.on_delete = 'CASCADE' AND k.referenced_table = (SELECT value FROM setting WHERE name = 'tenant.table')
           AND 'cascade' NOT IN (SELECT value FROM setting WHERE name = 'COL209.tenant_delete')
        THEN 'deletes all rows of a tenant with its row in ' || k.referenced_table
    END AS harm
  FROM foreign_key k
  WHERE k.from_tenant_table = 1 AND coalesce(k.inherited, '') <> 'inherited'
    AND (+k.on_delete IN ('CASCADE', 'SET NULL', 'SET DEFAULT') OR +k.on_update IN ('CASCADE', 'SET NULL', 'SET DEFAULT'))
)
SELECT schema, "table" AS parent, name,
  'the foreign key with ON DELETE ' || on_delete || ', ON UPDATE ' || on_update || ' ' || harm AS message,
  CASE WHEN harm LIKE 'deletes %' THEN 'medium' END AS severity,
  referenced_schema, referenced_table, list_sql(columns) AS columns_sql, list_sql(referenced_columns)
      AS referenced_sql
FROM judged
WHERE harm IS NOT NULL;
