-- rule: RLS026
-- title: Root table behind row level security
-- severity: medium
-- object: table
-- about: table.row_security, policy
-- knob: root_rls = forbid: allow, for those who want a policy on the root tables besides their grants
-- why: Root tables are asked before it is known which tenant asks. Behind policies they answer with nothing, and the
--   usual repair is BYPASSRLS for the login. Tight grants and one function that resolves an issuer do it without.
-- fix: ALTER TABLE {object} DISABLE ROW LEVEL SECURITY;
-- bad: ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;
-- false positives: A design in which a tenant sees its own row; set the knob root_rls to allow.
SELECT t.schema, t.name,
  'row level security is enabled on a root table, with '
    || coalesce((SELECT CASE count(*) WHEN 1 THEN 'the policy ' ELSE 'the policies ' END || group_concat(p.name, ', ')
                 FROM policy p WHERE p.schema = t.schema AND p."table" = t.name HAVING count(*) > 0),
                'no policy: it lets nothing through') AS message,
  'row_security = no' AS expected, 'row_security = yes' AS actual
FROM class_of_table c CROSS JOIN "tables" t ON t.schema = c.schema AND t.name = c.name
WHERE c.class = 'root' AND t.row_security = 1
  AND 'allow' NOT IN (SELECT value FROM setting WHERE name = 'RLS026.root_rls');
