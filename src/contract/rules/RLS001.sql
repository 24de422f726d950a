-- rule: RLS001
-- title: Row security disabled on a tenant table
-- severity: critical
-- object: table
-- about: table.row_security
-- why: While row security is off the table's policies do nothing: every role that may read or write the table reads
--   and writes the rows of every tenant.
-- fix: ALTER TABLE {object} ENABLE ROW LEVEL SECURITY;
-- bad: ALTER TABLE public.users DISABLE ROW LEVEL SECURITY;
-- false positives: A partition that nobody is granted and nobody reads directly; waive it.
-- reference: PostgreSQL manual, 5.9 Row Security Policies
SELECT t.schema, t.name,
  'row level security is disabled' || CASE count(p.name)
    WHEN 0 THEN '' WHEN 1 THEN ': its policy does nothing' ELSE ': its ' || count(p.name) || ' policies do nothing' END
    AS message,
  'row_security = yes' AS expected, 'row_security = no' AS actual
FROM tenant_table t LEFT JOIN policy p ON p.schema = t.schema AND p."table" = t.name
WHERE t.row_security = 0
GROUP BY t.schema, t.name;
