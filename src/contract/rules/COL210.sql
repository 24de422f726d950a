-- rule: COL210
-- title: Unique for all tenants together
-- severity: high
-- object: constraint
-- about: constraint, index
-- knob: global_unique =: unique constraints and indexes that are meant to hold for all tenants together
-- why: Uniqueness knows no policies: an INSERT that fails, or an ON CONFLICT that does nothing, tells one tenant that
--   another one has the value, and whoever comes first keeps a name from all others.
-- fix: DROP INDEX {schema}.{object};
-- bad: ALTER TABLE public.users ADD CONSTRAINT users_username_key UNIQUE (username);
--   CREATE UNIQUE INDEX projects_name_idx ON public.projects (lower(name));
-- false positives: Long random secrets, such as the token of an invitation; name the constraint in the knob
--   global_unique. A primary key of one column that the server fills (uuidv7(), an identity) is no finding.
WITH unscoped AS MATERIALIZED (
  SELECT i.schema, i."table", i.name, i.source, i.columns, i.first_column
  FROM table_index i JOIN tenant_table t ON t.schema = i.schema AND t.name = i."table"
  WHERE i.is_unique = 1 AND i.tenant_at IS NULL AND i.inherited = 0
)
SELECT CASE u.source WHEN 'index' THEN 'index' ELSE 'constraint' END AS kind, u.schema, u."table" AS parent, u.name,
  CASE WHEN u.source = 'index' THEN 'the unique index' ELSE 'the ' || u.source || CASE u.source WHEN 'unique'
      THEN ' constraint'
       ELSE '' END END || ' (' || list_text(u.columns) || ') does not begin with, or hold, the tenant' AS message,
  CASE u.source
    WHEN 'index' THEN (SELECT 'DROP INDEX {schema}.{object};' || char(10) ||
                         'CREATE UNIQUE INDEX ON {table} ({tenant_column}, {keys|sql})'
                         || CASE WHEN x.predicate IS NULL THEN ';' ELSE ' WHERE {predicate|sql};' END
                       FROM indexes x WHERE x.schema = u.schema AND x."table" = u."table" AND x.name = u.name)
    ELSE 'ALTER TABLE {table} DROP CONSTRAINT {object}, ADD '
         || CASE u.source WHEN 'unique' THEN 'UNIQUE' ELSE 'PRIMARY KEY' END || ' ({tenant_column}, {keys|sql});'
  END AS fix,
  CASE u.source WHEN 'index' THEN (SELECT list_text(x."keys") FROM indexes x
                                   WHERE x.schema = u.schema AND x."table" = u."table" AND x.name = u.name)
                ELSE list_sql(u.columns) END AS "keys",
  (SELECT x.predicate FROM indexes x WHERE x.schema = u.schema AND x."table" = u."table" AND x.name = u.name)
      AS predicate
FROM unscoped u
WHERE u.name NOT IN (SELECT value FROM setting WHERE name = 'COL210.global_unique')
  AND NOT (u.source = 'primary key' AND u.columns = json_array(u.first_column)
           AND EXISTS (SELECT 1 FROM "columns" c WHERE c.schema = u.schema AND c."table" = u."table"
               AND c.name = u.first_column
                         AND (c.identity IS NOT NULL OR c."default" IN ('uuidv7()', 'uuidv4()', 'gen_random_uuid()'))));
