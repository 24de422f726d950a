-- rule: TRG303
-- title: Trigger that keeps the timestamps has another shape
-- severity: medium
-- object: trigger
-- about: trigger.timing, trigger.events, trigger.level, trigger.when, trigger.columns
-- why: An AFTER trigger cannot change the row; one without an event, with a condition, with a list of columns, or for
--   the statement passes rows by without a word.
-- fix: DROP TRIGGER {object} ON {table};
--   CREATE TRIGGER {object} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW
--     EXECUTE FUNCTION {function_schema}.{function_name}();
-- bad: DROP TRIGGER users_set_timestamps ON public.users;
--   CREATE TRIGGER users_set_timestamps BEFORE INSERT ON public.users FOR EACH ROW
--     EXECUTE FUNCTION public.erun_set_timestamps();
SELECT schema, "table" AS parent, name, 'the trigger is not BEFORE INSERT OR UPDATE FOR EACH ROW' AS message,
  'BEFORE INSERT OR UPDATE FOR EACH ROW' AS expected,
  timing || ' ' || replace(list_text(events), ', ', ' OR ') || coalesce(' OF ' || list_text(columns), '')
      || ' FOR EACH '
    || level || coalesce(' WHEN (' || "when" || ')', '') AS actual,
  function_schema, function_name
FROM table_trigger
WHERE keeps_timestamps = 1 AND inherited = 0
  AND (timing <> 'BEFORE' OR level <> 'ROW' OR events <> '["INSERT","UPDATE"]'
       OR columns IS NOT NULL OR "when" IS NOT NULL);
