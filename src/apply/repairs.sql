-- Asked only where probe.sql finds the shape of the revisions table wrong: one row for each clause of the ALTER TABLE that gives it the
-- columns, types, defaults, NOT NULLs and the key that Atlas wants, and takes away unknown columns and CHECK constraints (atlas-migrate.md §3.2).
-- $1: the revisions schema.
WITH wanted (name, type, not_null, standard) AS (
  VALUES ('version', 'character varying', true, NULL),
         ('description', 'character varying', true, NULL),
         ('type', 'bigint', true, '2'),
         ('applied', 'bigint', true, '0'),
         ('total', 'bigint', true, '0'),
         ('executed_at', 'timestamp with time zone', true, NULL),
         ('execution_time', 'bigint', true, NULL),
         ('error', 'text', false, NULL),
         ('error_stmt', 'text', false, NULL),
         ('hash', 'character varying', true, NULL),
         ('partial_hashes', 'jsonb', false, NULL),
         ('operator_version', 'character varying', true, NULL)
), revisions AS (
  SELECT c.oid
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1::pg_catalog.text AND c.relname = 'atlas_schema_revisions' AND c.relkind IN ('r', 'p')
), actual AS (
  SELECT a.attname::pg_catalog.text AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
         a.attnotnull AS not_null, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS standard
  FROM revisions r
  JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
), keys AS (
  SELECT k.conname, k.contype,
         k.contype = 'p' AND ARRAY(SELECT a.attname::pg_catalog.text FROM pg_catalog.pg_attribute a
                                   WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) = ARRAY['version'] AS right_key
  FROM revisions r JOIN pg_catalog.pg_constraint k ON k.conrelid = r.oid AND k.contype IN ('p', 'c')
), repairs (step, clause) AS (
  SELECT 1, pg_catalog.format('DROP CONSTRAINT %I', conname) FROM keys WHERE NOT right_key
  UNION ALL
  SELECT 2, pg_catalog.format('DROP COLUMN %I', a.name) FROM actual a WHERE a.name NOT IN (SELECT name FROM wanted)
  UNION ALL
  SELECT 3, pg_catalog.format('ADD COLUMN %I %s', w.name, w.type) || CASE WHEN w.not_null THEN ' NOT NULL' ELSE ' NULL' END
            || coalesce(' DEFAULT ' || w.standard, '')
  FROM wanted w WHERE w.name NOT IN (SELECT name FROM actual)
  UNION ALL
  SELECT 4, pg_catalog.format('ALTER COLUMN %I TYPE %s', w.name, w.type)
  FROM wanted w JOIN actual a USING (name) WHERE a.type <> w.type
  UNION ALL
  SELECT 5, pg_catalog.format('ALTER COLUMN %I %s NOT NULL', w.name, CASE WHEN w.not_null THEN 'SET' ELSE 'DROP' END)
  FROM wanted w JOIN actual a USING (name) WHERE a.not_null <> w.not_null
  UNION ALL
  SELECT 6, pg_catalog.format('ALTER COLUMN %I ', w.name) || coalesce('SET DEFAULT ' || w.standard, 'DROP DEFAULT')
  FROM wanted w JOIN actual a USING (name) WHERE a.standard IS DISTINCT FROM w.standard
  UNION ALL
  SELECT 7, 'ADD PRIMARY KEY (version)' WHERE NOT EXISTS (SELECT FROM keys WHERE right_key)
)
SELECT clause FROM repairs ORDER BY step, clause
