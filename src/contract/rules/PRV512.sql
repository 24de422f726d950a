-- rule: PRV512
-- title: Everybody is granted a table, a view or a sequence
-- severity: high
-- object: table
-- about: table.acl, column.acl, view.acl, sequence.acl
-- why: PUBLIC is every role of the cluster: the two roles of the contract, other databases' logins, whoever is made
--   tomorrow. What the policies say of them nobody has thought of.
-- fix: REVOKE ALL ON {what|sql} {object} FROM PUBLIC;
-- bad: GRANT SELECT ON public.users TO PUBLIC;
-- false positives: None: grant it to the roles that need it.
WITH granted AS (
  SELECT CASE WHEN g.kind = 'sequence' AND g.column IS NOT NULL THEN 'identity' WHEN g.kind = 'sequence' THEN 'sequence'
              WHEN g.kind = 'view' OR EXISTS (SELECT 1 FROM view v WHERE v.schema = g.schema AND v.name = g.name)
              THEN 'view' ELSE 'table' END AS kind,
    g.schema, g.name,
    g.privilege || CASE WHEN g.column IS NULL THEN '' ELSE ' (' || g.column || ')' END AS privilege
  FROM effective_grant g
  WHERE g.role_kind = 'public' AND +g.kind IN ('table', 'view', 'column', 'sequence')
    AND +g.schema IN (SELECT value FROM setting WHERE name = 'schemas')
)
SELECT kind, schema, name, 'PUBLIC has ' || list_text(json_group_array(DISTINCT privilege)) AS message,
  CASE kind WHEN 'sequence' THEN 'SEQUENCE' ELSE 'TABLE' END AS what
FROM granted
WHERE kind <> 'identity'
GROUP BY kind, schema, name;
