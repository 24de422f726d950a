-- rule: PRV513
-- title: The application may grant on what it was granted
-- severity: high
-- object: table
-- about: table.acl, column.acl, view.acl, sequence.acl, function.acl, schema.acl
-- needs: tenant role, operations role
-- why: With the grant option a statement that somebody slipped into a request hands the table on, to PUBLIC or to a role
--   that nobody looks at, and it stays so after the request.
-- fix: REVOKE GRANT OPTION FOR {privileges|sql} ON {what|sql} {target|sql} FROM {grantee|role} CASCADE;
-- bad: GRANT SELECT ON public.users TO erun_tenant WITH GRANT OPTION;
-- false positives: None.
WITH option AS (
  SELECT g.*,
    CASE g.kind WHEN 'column' THEN g.privilege || ' (' || printf('"%w"', g.column) || ')' ELSE g.privilege END AS told,
    CASE g.kind WHEN 'sequence' THEN 'SEQUENCE' WHEN 'function' THEN 'ROUTINE' WHEN 'aggregate' THEN 'ROUTINE'
                WHEN 'schema' THEN 'SCHEMA' WHEN 'foreign_server' THEN 'FOREIGN SERVER'
                WHEN 'foreign_data_wrapper' THEN 'FOREIGN DATA WRAPPER' WHEN 'language' THEN 'LANGUAGE'
                WHEN 'column' THEN 'TABLE' WHEN 'table' THEN 'TABLE' WHEN 'view' THEN 'TABLE'
                WHEN 'domain' THEN 'TYPE' WHEN 'enum' THEN 'TYPE' WHEN 'base_type' THEN 'TYPE'
                WHEN 'composite_type' THEN 'TYPE' WHEN 'range_type' THEN 'TYPE' WHEN 'database' THEN 'DATABASE' END
      AS what,
    CASE g.kind WHEN 'database' THEN printf('"%w"', (SELECT database FROM server))
         ELSE CASE WHEN g.schema IS NULL THEN '' ELSE printf('"%w".', g.schema) END || printf('"%w"', g.name)
           || coalesce('(' || g.signature || ')', '')
    END AS target
  FROM grant_count c CROSS JOIN effective_grant g
  WHERE c.grantable = 1 AND c.is_owner = 0
    AND g.kind = c.kind AND g.grantee = c.grantee AND g.privilege = c.privilege AND +g.grantable = 1
    AND g.grantee <> g.owner
)
SELECT o.kind, o.schema, CASE WHEN o.column IS NOT NULL THEN o.name END AS parent, coalesce(o.column, o.name) AS name,
  o.signature,
  o.grantee || ' may grant on ' || list_text(json_group_array(DISTINCT o.told)) AS message,
  list_text(json_group_array(DISTINCT o.told)) AS privileges, o.what, o.target, o.grantee
FROM option o
WHERE NOT (o.kind = 'sequence' AND o.column IS NOT NULL)
GROUP BY o.kind, o.schema, o.name, o.column, o.signature, o.grantee;
