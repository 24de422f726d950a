-- rule: TRG309
-- title: Trigger function reads tables by names that a session can shadow
-- severity: high
-- object: function
-- about: function.body, function.config
-- why: A name without its schema means what the session's search_path says, and temporary tables come first: a
--   session makes one of that name, and what the trigger was to look at is empty.
-- fix: ALTER FUNCTION {object} SET search_path = pg_catalog, {schema}, pg_temp;
-- bad: CREATE FUNCTION public.count_users() RETURNS trigger LANGUAGE plpgsql AS
--   'BEGIN PERFORM 1 FROM users WHERE username = NEW.username; RETURN NEW; END';
--   CREATE TRIGGER users_validate BEFORE INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION public.count_users();
-- false positives: The body is searched as text: a word after FROM that is no table counts as one.
-- reference: PostgreSQL manual, Writing SECURITY DEFINER Functions Safely
WITH called AS MATERIALIZED (
  SELECT DISTINCT function_schema AS schema, function_name AS name FROM table_trigger
), code AS MATERIALIZED (
  SELECT f.schema, f.name, f.signature,
    replace(replace(replace(lower(squeezed(f.body)), 'distinct from', ''), 'do update set', ''), 'for update', '')
        AS body
  FROM called c JOIN functions f ON f.schema = c.schema AND f.name = c.name
  WHERE f.returns_trigger = 1 AND f.standard_body = 0
    AND (f.search_path IS NULL OR f.search_path NOT REGEXP 'pg_temp"?$')
)
SELECT schema, name, signature,
  'the body reads tables by their bare names, and search_path is not pinned with pg_temp at its end' AS message
FROM code
WHERE body REGEXP
  '\b(from|join|update|insert into|delete from) (only )?("[^"]+"|[a-z_][a-z0-9_$]*)( ?[^a-z0-9_$. ]| [a-z0-9_]|$)';
