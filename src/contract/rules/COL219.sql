-- rule: COL219
-- title: Tenant table without a primary key
-- severity: medium
-- object: table
-- about: constraint
-- why: Rows that are twice there cannot be told apart, none can be changed by its key, and logical replication
--   refuses UPDATE and DELETE.
-- bad: ALTER TABLE public.project_members DROP CONSTRAINT project_members_pkey;
-- fixed: ALTER TABLE public.project_members ADD PRIMARY KEY (tenant_id, project_id, user_id);
SELECT t.schema, t.name, 'there is no primary key' AS message
FROM tenant_table t
WHERE t.partition_bound IS NULL AND t.type <> 'foreign table'
  AND NOT EXISTS (SELECT 1 FROM constraints k WHERE k.schema = t.schema AND k."table" = t.name
      AND k.type = 'primary key');
