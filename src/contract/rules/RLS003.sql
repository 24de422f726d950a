-- rule: RLS003
-- title: Policies exist but row security is disabled
-- severity: critical
-- object: table
-- about: table.row_security
-- why: What a reviewer sees are policies that look right; what the server does is ignore them. It is the usual trace of
--   "off for the migration", and can happen to a table without the tenant column too.
-- fix: ALTER TABLE {object} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- bad: ALTER TABLE public.audit_events DISABLE ROW LEVEL SECURITY;
SELECT t.schema, t.name,
  'policies without row level security: ' || group_concat(p.name, ', ') AS message,
  'row_security = yes' AS expected, 'row_security = no' AS actual
FROM "tables" t CROSS JOIN class_of_table c ON c.schema = t.schema AND c.name = t.name
  CROSS JOIN policy p ON p.schema = t.schema AND p."table" = t.name
WHERE t.row_security = 0
GROUP BY t.schema, t.name;
