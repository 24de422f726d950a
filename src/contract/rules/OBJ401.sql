-- rule: OBJ401
-- title: View over tenant tables reads with its owner's rights
-- severity: critical
-- object: view
-- about: view.security_invoker, view.acl, view.definition, view.owner
-- needs: tenant role, operations role
-- why: Without security_invoker a view reads its tables as its owner. The policies that count are then those of the
--   owner, if any: never those of whoever asks. An owner that policies do not bind shows every tenant; one that they
--   bind shows nothing, and somebody will repair that.
-- fix: ALTER VIEW {object} SET (security_invoker = true);
-- bad: SET LOCAL ROLE erun_owner; CREATE VIEW public.user_names AS SELECT username FROM public.users;
--   GRANT SELECT ON public.user_names TO erun_tenant; RESET ROLE;
-- false positives: A view that filters by the tenant itself and is a barrier, on purpose; waive it. Before PostgreSQL 15
--   there is no security_invoker: take the privileges away.
-- reference: PostgreSQL manual, CREATE VIEW
WITH reader AS (
  SELECT v.schema, v.name, v.owner, json_group_array(DISTINCT g.grantee) AS grantees
  FROM view v CROSS JOIN effective_grant g
  WHERE v.type = 'view' AND v.security_invoker = 0
    AND g.schema = v.schema AND g.name = v.name AND +g.kind IN ('view', 'column') AND g.grantee <> g.owner
  GROUP BY v.schema, v.name, v.owner
)
SELECT r.schema, r.name,
  'reads ' || group_concat(s.source, ', ') || ' as its owner ' || r.owner || ', for ' || list_text(r.grantees)
    AS message,
  'security_invoker = yes' AS expected, 'security_invoker = no' AS actual,
  CASE WHEN (SELECT major FROM server) < 15 THEN 'REVOKE ALL ON {object} FROM {grantees|roles};' END AS fix,
  r.grantees
FROM reader r CROSS JOIN view_source s
WHERE s.schema = r.schema AND s.name = r.name AND s.class IN ('tenant', 'append_only')
GROUP BY r.schema, r.name;
