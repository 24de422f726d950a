-- rule: COL202
-- title: Tenant column may be NULL
-- severity: critical
-- object: column
-- about: column.not_null
-- why: A row without a tenant is in no tenant's sight and in everybody's way, and one NULL switches off a foreign key
--   of several columns. A NOT NULL that is not validated (PostgreSQL 18) promises nothing of the rows that are there,
--   though the catalog calls the column NOT NULL.
-- fix: ALTER TABLE {table} ALTER COLUMN {object} SET NOT NULL;
-- bad: ALTER TABLE public.project_members DROP CONSTRAINT project_members_pkey;
--   ALTER TABLE public.project_members ALTER COLUMN tenant_id DROP NOT NULL;
--   ALTER TABLE public.tasks ALTER COLUMN tenant_id DROP NOT NULL;
--   ALTER TABLE public.tasks ADD CONSTRAINT tasks_tenant_given NOT NULL tenant_id NOT VALID;
-- reference: PostgreSQL manual, ALTER TABLE
SELECT schema, name AS parent, tenant_column AS name,
  CASE tenant_not_null WHEN 0 THEN 'the tenant column may be NULL'
                       ELSE 'NOT NULL is not validated: rows without a tenant may be there' END AS message,
  'not_null = yes' AS expected, 'not_null = ' || CASE tenant_not_null WHEN 0 THEN 'no' ELSE tenant_not_null END
      AS actual
FROM tenant_table
WHERE tenant_not_null IS NOT 1;
