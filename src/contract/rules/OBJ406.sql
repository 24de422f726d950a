-- rule: OBJ406
-- title: Definer function whose names the caller decides
-- severity: high
-- object: function
-- about: function.security, function.config, function.body
-- why: Names in a body that is a text are looked up when it runs, along the caller's search_path, temporary objects first.
--   Whoever calls the function puts his own table, type or operator in their place and has it run with the owner's
--   rights. An empty search_path is no help: temporary objects are still found, unless pg_temp is named, last.
-- fix: ALTER ROUTINE {object} SET search_path = pg_catalog, pg_temp;
-- bad: SET LOCAL ROLE erun_owner;
--   CREATE FUNCTION public.sum_up() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = ''
--     AS 'select count(*) from public.users'; RESET ROLE;
-- false positives: A body that was parsed when the function was made keeps its names; it is medium then, for the functions
--   that it calls are not bound by that. A body that names tables without their schema needs that schema in the path,
--   too, before pg_temp.
-- reference: PostgreSQL manual, Writing SECURITY DEFINER Functions Safely
SELECT f.schema, f.name, f.signature,
  CASE WHEN f.search_path IS NULL THEN 'it runs with the search_path of whoever calls it'
       ELSE 'its search_path does not end in pg_temp: temporary objects are found first' END AS message,
  'search_path = pg_catalog, pg_temp' AS expected,
  coalesce('search_path = ' || f.search_path, 'no search_path') AS actual,
  CASE f.standard_body WHEN 1 THEN 'medium' END AS severity
FROM function f
WHERE f.security = 'definer' AND f.schema IN (SELECT name FROM app_schema)
  AND coalesce(f.search_path, '') NOT REGEXP '(^|, *)"?pg_temp"?$';
