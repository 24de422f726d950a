-- rule: COL216
-- title: Default of a uuid key is not uuidv7()
-- severity: medium
-- object: column
-- about: column.default, constraint.columns
-- why: Keys come from the server's own uuidv7(): in order of time, and made by nobody else. Random ones scatter over
--   the index; a function of one's own may be guessed, or shadowed; and without a default the caller chooses, who can
--   then ask by a failing INSERT for the keys of other tenants.
-- fix: ALTER TABLE {table} ALTER COLUMN {object} SET DEFAULT uuidv7();
-- bad: ALTER TABLE public.users ALTER COLUMN user_id SET DEFAULT gen_random_uuid();
-- false positives: A key that is a foreign key too, which comes from the row that it extends, is no finding. Servers
--   before 18 have no uuidv7() and are not asked.
-- reference: PostgreSQL manual, UUID Functions
WITH key AS MATERIALIZED (
  SELECT k.schema, k."table", k.columns, k.columns ->> 0 AS name
  FROM constraints k
  WHERE k.type = 'primary key' AND k.columns NOT LIKE '%","%' AND (SELECT major FROM server) >= 18
    AND coalesce(k.inherited, '') <> 'inherited'
)
SELECT k.schema, k."table" AS parent, k.name,
  CASE WHEN c."default" IS NULL THEN 'the key has no default' ELSE 'the default of the key is ' || c."default" END
      AS message,
  'default = uuidv7()' AS expected, 'default = ' || coalesce(c."default", '(none)') AS actual
FROM key k JOIN "columns" c ON c.schema = k.schema AND c."table" = k."table" AND c.name = k.name
  JOIN class_of_table t ON t.schema = k.schema AND t.name = k."table"
WHERE c.type = 'uuid' AND c."default" IS NOT 'uuidv7()' AND t.class <> 'global'
  AND NOT EXISTS (SELECT 1 FROM constraints f WHERE f.schema = k.schema AND f."table" = k."table"
      AND f.type = 'foreign key'
                    AND list_has(f.columns, k.name) = 1);
