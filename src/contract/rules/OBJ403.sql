-- rule: OBJ403
-- title: View that filters is no barrier
-- severity: low
-- object: view
-- about: view.security_barrier, view.security_invoker, view.definition
-- why: Where a view's own WHERE decides what may be seen, the planner may ask a function of the caller first, which then
--   sees the rows that the WHERE would have hidden. A barrier keeps the order.
-- fix: ALTER VIEW {object} SET (security_barrier = true);
-- bad: CREATE VIEW public.my_tenant AS
--     SELECT name FROM public.tenants WHERE tenant_id = public.erun_current_tenant_id();
-- false positives: A WHERE that is not there to hide anything. A view over global tables only is not looked at.
-- reference: PostgreSQL manual, 39.5 Rules and Privileges
SELECT v.schema, v.name, 'it chooses rows by its own WHERE and is not a security barrier' AS message,
  'security_barrier = yes' AS expected, 'security_barrier = no' AS actual
FROM view v
WHERE v.type = 'view' AND v.security_barrier = 0 AND v.security_invoker = 0
  AND v.schema IN (SELECT value FROM setting WHERE name = 'schemas')
  AND v.definition REGEXP '(?i)\bwhere\b'
  AND EXISTS (SELECT 1 FROM view_source s
              WHERE s.schema = v.schema AND s.name = v.name AND s.direct = 1 AND s.class IS NOT 'global');
