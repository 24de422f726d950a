-- rule: OBJ413
-- title: Subscription writes into the database
-- severity: medium
-- object: subscription
-- about: subscription
-- knob: allowed_subscriptions =: subscriptions that are meant to be
-- why: What arrives is written by a worker that takes the tenant from the row it was sent: another server decides whose
--   row that is. Ordinary triggers do not fire, and whether policies count depends on the owner.
-- fix: DROP SUBSCRIPTION {object};
-- bad: CREATE SUBSCRIPTION feed CONNECTION 'dbname=none' PUBLICATION p
--   WITH (connect = false, slot_name = NONE, enabled = false);
-- false positives: Known feeds; name them in the knob allowed_subscriptions.
-- reference: PostgreSQL manual, Logical Replication: Security
SELECT s.name,
  'it belongs to ' || s.owner || ', takes ' || list_text(s.publications) || ' and is '
    || CASE s.enabled WHEN 1 THEN 'enabled' ELSE 'disabled' END AS message
FROM subscription s
WHERE s.name NOT IN (SELECT value FROM setting WHERE name = 'OBJ413.allowed_subscriptions');
