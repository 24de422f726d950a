-- rule: TRG308
-- title: Trigger that fires after the one for the timestamps
-- severity: low
-- object: trigger
-- about: trigger
-- knob: expected = {table}_validate: names of triggers that may fire after it
-- why: BEFORE triggers fire in the order of their names, and the last one to write a column wins. What a later one
--   does to the timestamps counts; what it does to the tenant no policy of operations refuses.
-- fix: ALTER TRIGGER {object} ON {table} RENAME TO {earlier};
-- bad: CREATE FUNCTION public.spy() RETURNS trigger LANGUAGE plpgsql
--     AS 'BEGIN NEW.updated_at := NULL; RETURN NEW; END';
--   CREATE TRIGGER users_zz BEFORE INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION public.spy();
-- false positives: Triggers that only look; name them, or a pattern with {table}, in the knob expected.
-- reference: PostgreSQL manual, Overview of Trigger Behavior
WITH other AS MATERIALIZED (
  SELECT schema, "table", name FROM table_trigger
  WHERE keeps_timestamps = 0 AND timing = 'BEFORE' AND level = 'ROW' AND inherited = 0
)
SELECT o.schema, o."table" AS parent, o.name, 'the trigger fires after ' || g.name AS message,
  substr('aa_' || o.name, 1, 63) AS earlier
FROM other o JOIN table_trigger g ON g.schema = o.schema AND g."table" = o."table" AND g.keeps_timestamps = 1
WHERE o.name > g.name
  AND NOT EXISTS (SELECT 1 FROM setting k WHERE k.name = 'TRG308.expected'
                    AND o.name = pattern_name(k.value, o."table"));
