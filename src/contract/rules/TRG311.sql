-- rule: TRG311
-- title: Guard of a trigger opens where a setting is not set
-- severity: medium
-- object: function
-- about: function.body
-- why: IF old <> current_setting(…) is neither true nor false where the setting is missing, and IF takes that for no:
--   who says nothing passes the guard that was written for him.
-- bad: CREATE FUNCTION public.own_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
--   BEGIN
--     IF OLD.assignee_id <> NULLIF(current_setting('erun.user_id', true), '')::uuid THEN RAISE 'not yours'; END IF;
--     RETURN NEW;
--   END $$;
--   CREATE TRIGGER tasks_validate BEFORE UPDATE ON public.tasks FOR EACH ROW EXECUTE FUNCTION public.own_tasks();
-- fixed: CREATE OR REPLACE FUNCTION public.own_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
--   BEGIN
--     IF OLD.assignee_id IS DISTINCT FROM NULLIF(current_setting('erun.user_id', true), '')::uuid
--     THEN RAISE 'not yours'; END IF;
--     RETURN NEW;
--   END $$;
-- false positives: The body is searched as text: a comparison that is not a guard's counts as one.
WITH called AS MATERIALIZED (
  SELECT DISTINCT function_schema AS schema, function_name AS name FROM table_trigger
)
SELECT f.schema, f.name, f.signature,
  'a comparison with a setting by <> is neither true nor false where the setting is missing; IS DISTINCT FROM is'
      AS message
FROM called c JOIN functions f ON f.schema = c.schema AND f.name = c.name
WHERE f.returns_trigger = 1
  AND squeezed(f.body) REGEXP
    '(?i)(<>|!=) ?\(*(nullif ?\( ?)?([a-z_][a-z0-9_$]*\.)?(current_setting|[a-z_]*current_[a-z_]*(id|tenant|user)) ?\(';
