-- rule: TRG307
-- title: Trigger that nobody expects
-- severity: high
-- object: trigger
-- about: trigger
-- knob: expected = {table}_validate: names of triggers that may be there, besides the one for the timestamps
-- why: A trigger runs with the rights of whoever writes. One that was planted runs as operations some day, and copies
--   what all tenants have.
-- fix: DROP TRIGGER {object} ON {table};
-- bad: CREATE FUNCTION public.spy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
--   CREATE TRIGGER aa_spy BEFORE INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION public.spy();
-- false positives: Triggers of your own; name them, or a pattern with {table}, in the knob expected.
WITH other AS MATERIALIZED (
  SELECT schema, "table", name, function_schema, function_name FROM table_trigger
  WHERE keeps_timestamps = 0 AND inherited = 0 AND class IN ('tenant', 'append_only', 'root', 'unclassified')
)
SELECT o.schema, o."table" AS parent, o.name,
  'nobody expects a trigger that calls ' || o.function_schema || '.' || o.function_name
    || coalesce(' of ' || (SELECT f.owner FROM functions f WHERE f.schema = o.function_schema
        AND f.name = o.function_name), '')
    AS message
FROM other o
WHERE NOT EXISTS (SELECT 1 FROM setting k WHERE k.name = 'TRG307.expected'
                    AND o.name = pattern_name(k.value, o."table"));
