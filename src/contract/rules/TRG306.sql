-- rule: TRG306
-- title: Function that keeps the timestamps does something else
-- severity: high
-- object: function
-- about: function.body, function.language, function.security
-- knob: bodies =: other bodies that are fine; white space, comments and capitals do not count
-- why: One CREATE OR REPLACE changes what every write to every table does, and its code runs as whoever writes next,
--   operations among them.
-- fix: CREATE OR REPLACE FUNCTION {object} RETURNS trigger
--   LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp
--   AS $$
--   BEGIN
--     IF TG_OP = 'INSERT' THEN
--       NEW.{created} := COALESCE(NEW.{created}, now());
--       NEW.{updated} := COALESCE(NEW.{updated}, NEW.{created});
--     ELSE
--       NEW.{created} := OLD.{created};
--       NEW.{updated} := now();
--     END IF;
--     RETURN NEW;
--   END
--   $$;
-- bad: CREATE OR REPLACE FUNCTION public.erun_set_timestamps() RETURNS trigger LANGUAGE plpgsql AS
--   'BEGIN NEW.updated_at := now(); RETURN NEW; END';
-- false positives: Another body that fills what is missing on INSERT, keeps the first and renews the second timestamp
--   on UPDATE; write it into the knob bodies.
WITH column_name AS MATERIALIZED (
  SELECT (SELECT value FROM setting WHERE name = 'timestamps.created') AS created,
    (SELECT value FROM setting WHERE name = 'timestamps.updated') AS updated
), known AS MATERIALIZED (
  SELECT replace(replace(replace(
      'begin if tg_op := ''insert'' then new.C := coalesce(new.C, now()); new.U := coalesce(new.U, FIRST); else '
        || 'new.C := old.C; new.U := now(); end if; return new; end',
      'FIRST', first.value), 'C', lower(n.created)), 'U', lower(n.updated)) AS body
  FROM column_name n, (SELECT 'new.C' AS value UNION ALL SELECT 'now()') first
  UNION ALL
  SELECT replace(replace(lower(rtrim(squeezed(value), '; ')), ':=', '='), ' = ', ' := ')
  FROM setting WHERE name = 'TRG306.bodies'
), judged AS (
  SELECT f.schema, f.name, f.signature, f.security, f.language, squeezed(f.body) AS body,
    replace(replace(lower(rtrim(squeezed(f.body), '; ')), ':=', '='), ' = ', ' := ') AS plain_body
  FROM functions f
  WHERE f.name = (SELECT value FROM setting WHERE name = 'timestamps.function')
    AND f.schema IN (SELECT value FROM setting WHERE name = 'schemas')
)
SELECT j.schema, j.name, j.signature,
  CASE WHEN j.security = 'definer' THEN 'the function is SECURITY DEFINER'
       WHEN j.language <> 'plpgsql' THEN 'the function is written in ' || j.language
       ELSE 'the body is another one: ' || j.body END AS message,
  n.created, n.updated
FROM judged j, column_name n
-- Capitals do not count but in what TG_OP is compared with.
WHERE j.security = 'definer' OR j.language <> 'plpgsql' OR j.plain_body NOT IN (SELECT body FROM known)
   OR (instr(j.plain_body, '''insert''') > 0 AND instr(j.body, '''INSERT''') = 0);
