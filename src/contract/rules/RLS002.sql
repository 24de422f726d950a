-- rule: RLS002
-- title: Row security not forced on a tenant table
-- severity: high
-- object: table
-- about: table.force_row_security
-- why: Without FORCE the owner, every role that inherits it, and every view and definer function that it owns skip all
--   policies.
-- fix: ALTER TABLE {object} FORCE ROW LEVEL SECURITY;
-- bad: ALTER TABLE public.users NO FORCE ROW LEVEL SECURITY;
-- false positives: None. FORCE does not bind superusers and roles with BYPASSRLS; PRV507 looks at those.
-- reference: PostgreSQL manual, ALTER TABLE
SELECT schema, name, 'row level security is not forced: the owner bypasses all policies' AS message,
  'force_row_security = yes' AS expected, 'force_row_security = no' AS actual
FROM tenant_table
WHERE row_security = 1 AND force_row_security = 0;
