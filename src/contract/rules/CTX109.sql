-- rule: CTX109
-- title: Function marked LEAKPROOF by hand
-- severity: high
-- object: function
-- about: function.leakproof
-- knob: allowed =: functions (schema.name) that may be
-- why: The server calls LEAKPROOF functions on rows before it has asked the policies. One that tells what it was given, in
--   a message or an error, shows the rows of other tenants.
-- fix: ALTER FUNCTION {object} NOT LEAKPROOF;
-- bad: CREATE FUNCTION public.zz_peek(text) RETURNS boolean LANGUAGE sql IMMUTABLE LEAKPROOF RETURN true;
-- false positives: Functions of extensions, which are not reported.
-- reference: PostgreSQL manual, 39.5 Rules and Privileges
SELECT schema, name, signature, 'it is LEAKPROOF: it is called on rows that policies would hide' AS message,
  'leakproof = no' AS expected, 'leakproof = yes' AS actual
FROM functions
WHERE leakproof = 1 AND schema || '.' || name NOT IN (SELECT value FROM setting WHERE name = 'CTX109.allowed');
