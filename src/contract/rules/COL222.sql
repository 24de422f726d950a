-- rule: COL222
-- title: Tenant role can upsert by a key without the tenant
-- severity: high
-- object: constraint
-- about: table.acl, column.acl, constraint, index
-- needs: tenant role
-- knob: fixed_since =: number of the server's version (180008) that looks at the policies first
-- why: INSERT … ON CONFLICT … DO UPDATE … WHERE asks its question of the row that is there already before any policy
--   is looked at (PostgreSQL 18.4 does; policies of any kind do not help). Who can insert a key of his choice, and
--   knows or guesses one, so reads another tenant's row: a failing cast prints it whole.
-- fix: REVOKE INSERT ON {table} FROM {grantee|role};
--   GRANT INSERT ({others|sql}) ON {table} TO {grantee|role};
-- bad: GRANT INSERT ON public.users TO erun_tenant;
-- false positives: Where no SQL is made from what users say, and no upsert is written by hand. Say in fixed_since
--   from which version on the server is not affected.
-- reference: pgsql-hackers, 2026-10-05, "Check RLS policies before evaluating the ON CONFLICT WHERE clause"
WITH upserting AS MATERIALIZED (
  SELECT access FROM access
  WHERE role_kind = 'tenant' AND granted = 1 AND command IN ('SELECT', 'INSERT', 'UPDATE')
  GROUP BY access HAVING count(*) = 3
), insertable AS MATERIALIZED (
  SELECT i.schema, i."table", i.name, i.source, i.columns
  FROM upserting u CROSS JOIN table_access x CROSS JOIN table_index i
  WHERE x.access = u.access AND i.schema = x.schema AND i."table" = x.name
    AND i.is_unique = 1 AND i.tenant_at IS NULL AND i.inherited = 0
    AND (x.insert_columns IS NULL
         OR (coalesce(list_has(x.insert_columns, i.first_column), 1) = 1
             AND NOT EXISTS (SELECT 1 FROM json_each(i.columns) c WHERE list_has(x.insert_columns, c.value) = 0)))
    AND NOT EXISTS (SELECT 1 FROM setting k, server s WHERE k.name = 'COL222.fixed_since'
        AND s.version >= CAST(k.value AS INTEGER))
)
SELECT CASE i.source WHEN 'index' THEN 'index' ELSE 'constraint' END AS kind, i.schema, i."table" AS parent, i.name,
  'the tenant role can insert (' || list_text(i.columns)
      || ') and update: by ON CONFLICT it can read rows of other tenants'
    AS message,
  (SELECT min(g.grantee) FROM effective_grant g
   WHERE g.schema = i.schema AND g.name = i."table" AND g.role_kind = 'tenant' AND g.privilege = 'INSERT'
     AND g.kind IN ('table', 'column')) AS grantee,
  (SELECT group_concat(name_sql(c.name), ', ') FROM "columns" c
   WHERE c.schema = i.schema AND c."table" = i."table" AND c.generated IS NULL
       AND list_has(i.columns, c.name) = 0) AS others
FROM insertable i;
