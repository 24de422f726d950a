-- rule: OBJ410
-- title: Function in an untrusted language
-- severity: medium
-- object: function
-- about: function.language, function.library, language.trusted
-- knob: functions =: such functions, as public.f(text), that are meant to be
-- why: C, internal and the untrusted procedural languages run with the rights of the server's own process: files, network,
--   memory, every row. No privilege of SQL and no policy reaches them.
-- fix: DROP ROUTINE {object};
-- bad: CREATE FUNCTION public.which() RETURNS int LANGUAGE internal AS 'pg_backend_pid';
-- false positives: Functions of extensions are not looked at.
SELECT f.schema, f.name, f.signature, 'its language ' || f.language || ' is not trusted' AS message
FROM function f
WHERE f.language_trusted = 0 AND f.schema IN (SELECT name FROM app_schema)
  AND f.schema || '.' || f.name || '(' || f.signature || ')'
      NOT IN (SELECT value FROM setting WHERE name = 'OBJ410.functions');
