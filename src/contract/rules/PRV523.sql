-- rule: PRV523
-- title: Privilege on single columns
-- severity: info
-- object: column
-- about: column.acl
-- knob: declared =: roles that have such privileges on purpose
-- why: What is granted on a column is not in the privileges of the table, where one looks, and outlives what is done
--   there to other columns. Who may UPDATE the tenant column, or read one secret, should be known.
-- fix: REVOKE {privileges|sql} ON {table} FROM {grantee|role};
-- bad: GRANT SELECT (username) ON public.users TO erun_api;
-- false positives: INSERT on columns for the two roles of the contract is meant to be: it leaves out the key (COL222).
SELECT g.schema, g.name AS parent, g.column AS name,
  g.grantee || ' has ' || list_text(json_group_array(DISTINCT g.privilege)) || ' on the column' AS message, g.grantee,
  list_text(json_group_array(DISTINCT g.privilege || ' (' || printf('"%w"', g.column) || ')')) AS privileges
FROM grant_count c CROSS JOIN "grant" g
WHERE c.kind = 'column' AND c.is_owner = 0
  AND NOT (c.privilege = 'INSERT'
           AND c.grantee IN (SELECT value FROM setting WHERE name IN ('roles.tenant', 'roles.operations')))
  AND c.grantee NOT IN (SELECT value FROM setting WHERE name = 'PRV523.declared')
  AND g.kind = c.kind AND g.grantee = c.grantee AND g.privilege = c.privilege AND g.grantee <> g.owner
  AND +g.schema IN (SELECT value FROM setting WHERE name = 'schemas')
GROUP BY g.schema, g.name, g.column, g.grantee;
