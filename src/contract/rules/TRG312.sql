-- rule: TRG312
-- title: Event trigger
-- severity: medium
-- object: event_trigger
-- about: event_trigger
-- knob: expected =: event triggers that may be there
-- why: An event trigger runs its owner's code, a superuser's, at every DDL, or (PostgreSQL 17) at every login: it can
--   undo row security after the audit, and keep others from putting it right.
-- fix: DROP EVENT TRIGGER {object};
-- bad: CREATE FUNCTION public.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
--   CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE FUNCTION public.on_ddl();
-- false positives: Event triggers of a platform; name them in the knob expected. Those of extensions are no finding.
SELECT e.name,
  'the event trigger runs ' || e.function || ' of ' || e.function_owner || ' on ' || e.event
    || CASE e.enabled WHEN 'origin' THEN '' ELSE ' (' || e.enabled || ')' END AS message
FROM event_triggers e
WHERE e.name NOT IN (SELECT value FROM setting WHERE name = 'TRG312.expected');
