-- rule: TRG305
-- title: Trigger that keeps the timestamps calls another function
-- severity: medium
-- object: trigger
-- about: trigger.function, trigger.arguments
-- why: The name is right, so a comparison by names finds nothing; what runs on every write is something else.
-- fix: DROP TRIGGER {object} ON {table};
--   CREATE TRIGGER {object} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW
--     EXECUTE FUNCTION {wanted_schema}.{timestamps_function}();
-- bad: CREATE FUNCTION public.other_timestamps() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
--   DROP TRIGGER users_set_timestamps ON public.users;
--   CREATE TRIGGER users_set_timestamps BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW
--     EXECUTE FUNCTION public.other_timestamps();
SELECT g.schema, g."table" AS parent, g.name,
  'the trigger calls ' || g.function_schema || '.' || g.function_name || '('
      || coalesce(list_text(g.arguments), '') || ')' AS message,
  (SELECT value FROM setting WHERE name = 'timestamps.function') || '()' AS expected,
  coalesce((SELECT f.schema FROM functions f WHERE f.name = (SELECT value FROM setting
      WHERE name = 'timestamps.function')
              AND f.schema IN (SELECT value FROM setting WHERE name = 'schemas')), g.schema) AS wanted_schema
FROM table_trigger g
WHERE g.keeps_timestamps = 1 AND g.inherited = 0
  AND (g.function_name <> (SELECT value FROM setting WHERE name = 'timestamps.function') OR g.arguments IS NOT NULL
       OR g.function_schema NOT IN (SELECT value FROM setting WHERE name = 'schemas'));
