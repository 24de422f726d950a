-- rule: CON805
-- title: Two families of policy names in one database
-- severity: medium
-- object: policy
-- why: Either family of names is fine. Both in one database mean that two generations of templates, or two tools, have
--   been at work, and that the next deploy may make a policy twice under its other name.
-- fix: ALTER POLICY {object} ON {table} RENAME TO {wanted};
-- bad: ALTER POLICY users_tenant_policy ON public.users RENAME TO users_tenant_isolation;
WITH usual AS (
  SELECT family FROM named_policy WHERE family IS NOT NULL GROUP BY family ORDER BY count(*) DESC, family LIMIT 1
)
SELECT f.schema, f."table" AS parent, f.name,
  'the name is of another family than most of this database' AS message,
  CAST(substr(CAST(replace(k.value, '{table}', f."table") AS BLOB), 1, 63) AS TEXT) AS wanted
FROM named_policy f
  LEFT JOIN setting k ON k.name = 'names.' || f.role_kind || '_policy' AND k.position = (SELECT family FROM usual)
WHERE f.family <> (SELECT family FROM usual);
