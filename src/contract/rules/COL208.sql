-- rule: COL208
-- title: Foreign key pairs the tenant column with another one
-- severity: critical
-- object: constraint
-- about: constraint.columns, constraint.referenced_columns
-- why: The tenant column is there on both sides, and looks right in a review, but the two are not paired: what the
--   child says of its tenant and what the parent says of its own have nothing to do with each other.
-- fix: ALTER TABLE {table} DROP CONSTRAINT {object};
-- bad: ALTER TABLE public.tasks ADD COLUMN other_tenant uuid;
--   ALTER TABLE public.tasks ADD CONSTRAINT tasks_mixed_fkey FOREIGN KEY (other_tenant, project_id)
--     REFERENCES public.projects (tenant_id, project_id);
-- false positives: A table through which tenants share rows on purpose; waive it with the reason.
SELECT k.schema, k."table" AS parent, k.name,
  'the foreign key pairs (' || list_text(k.columns) || ') with (' || list_text(k.referenced_columns) || ') of '
    || k.referenced_table || ': the tenants are not bound to each other' AS message
FROM foreign_key k
WHERE k.tenant_composite = 0 AND k.from_tenant_table = 1 AND k.to_tenant_table = 1
  AND k.tenant_at IS NOT k.referenced_tenant_at AND coalesce(k.inherited, '') <> 'inherited';
