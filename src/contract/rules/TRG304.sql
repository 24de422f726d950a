-- rule: TRG304
-- title: Trigger does not fire as triggers do
-- severity: high
-- object: trigger
-- about: trigger.enabled
-- knob: allow_always = no: yes: a trigger may fire for what replication applies, too
-- why: A disabled trigger does nothing; ENABLE REPLICA looks enabled and does nothing in a normal session; ENABLE
--   ALWAYS fires while replication applies rows, and writes over what they said.
-- fix: ALTER TABLE {table} ENABLE TRIGGER {object};
-- bad: ALTER TABLE public.users ENABLE REPLICA TRIGGER users_set_timestamps;
-- false positives: Replicated databases with triggers that are meant to fire always; set the knob allow_always to
--   yes.
SELECT g.schema, g."table" AS parent, g.name,
  'the trigger is ' || CASE g.enabled WHEN 'disabled' THEN 'disabled' WHEN 'replica'
      THEN 'enabled for replication only'
                                      ELSE 'enabled for replication, too' END AS message,
  'enabled = origin' AS expected, 'enabled = ' || g.enabled AS actual
FROM triggers g JOIN class_of_table c ON c.schema = g.schema AND c.name = g."table"
WHERE g.enabled IN ('disabled', 'replica', 'always')
  AND NOT (g.enabled = 'always' AND 'yes' IN (SELECT value FROM setting WHERE name = 'TRG304.allow_always'));
