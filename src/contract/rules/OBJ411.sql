-- rule: OBJ411
-- title: Cast or operator on the server's own types
-- severity: high
-- object: operator
-- about: cast, operator
-- why: A policy, a default or a query that is written tomorrow may pick it without naming it: uuid = text, or text taken
--   for a uuid, then mean what somebody's function says.
-- fix: DROP OPERATOR {schema}.{name|sql} ({signature|sql});
-- bad: CREATE FUNCTION public.same(uuid, text) RETURNS boolean LANGUAGE sql AS 'select true';
--   CREATE OPERATOR public.= (LEFTARG = uuid, RIGHTARG = text, FUNCTION = public.same);
--   CREATE FUNCTION public.as_uuid(jsonb) RETURNS uuid LANGUAGE sql AS 'select null::uuid';
--   CREATE CAST (jsonb AS uuid) WITH FUNCTION public.as_uuid(jsonb) AS ASSIGNMENT;
-- false positives: What an extension made is not looked at. A cast between a type of your own and one of the server's is
--   low, unless it is implicit.
SELECT 'operator' AS kind, o.schema, o.name, o.signature,
  'it takes values of the server''s own types and means ' || coalesce(o.function, 'nothing yet')
    || '; it belongs to ' || o.owner AS message,
  NULL AS severity, NULL AS source, NULL AS target, NULL AS fix
FROM operator o
WHERE o.core_types = 1
UNION ALL
SELECT 'cast', NULL, c.source || ', ' || c.target, NULL,
  c.context || ' cast from ' || c.source || ' to ' || c.target || ' by ' || coalesce(c.function, 'method ' || c.method),
  CASE WHEN c.context <> 'implicit' AND (c.core_source = 0 OR c.core_target = 0) THEN 'low' END,
  c.source, c.target, 'DROP CAST ({source|sql} AS {target|sql});'
FROM "cast" c
WHERE c.core_source = 1 OR c.core_target = 1;
