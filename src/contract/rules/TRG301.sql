-- rule: TRG301
-- title: Timestamp column missing or of another type
-- severity: low
-- object: table
-- about: column.type
-- why: A table whose rows change says of each when it was made and when it was last changed. A timestamp without time
--   zone means another moment in every session with another zone.
-- fix: ALTER TABLE {object} ADD COLUMN {column} timestamptz;
-- bad: ALTER TABLE public.users DROP COLUMN updated_at;
--   ALTER TABLE public.tasks ALTER COLUMN created_at TYPE timestamp;
-- false positives: Append-only tables need no column for the last change; list them in plumb.yaml,
--   tables.append_only.
WITH wanted AS MATERIALIZED (
  SELECT name, value AS column FROM setting WHERE name IN ('timestamps.created', 'timestamps.updated')
)
SELECT t.schema, t.name,
  CASE WHEN c.name IS NULL THEN 'there is no column ' || w.column
       ELSE 'the column ' || w.column || ' is of type ' || c.type END AS message,
  CASE WHEN c.name IS NOT NULL THEN 'ALTER TABLE {object} ALTER COLUMN {column} TYPE timestamptz;' END AS fix,
  w.column
FROM wanted w CROSS JOIN tenant_table t
  LEFT JOIN "columns" c ON c.schema = t.schema AND c."table" = t.name AND c.name = w.column
WHERE t.partition_bound IS NULL
  AND (c.type IS NULL OR (c.type <> 'timestamp with time zone' AND c.type NOT LIKE 'timestamp(_) with time zone'))
  AND NOT (w.name = 'timestamps.updated' AND t.class = 'append_only');
