-- The OIDs of what lives in a schema and of all extensions: remembered before a replay. $1: the schema.
SELECT coalesce(pg_catalog.array_agg(o.oid), '{}')
FROM (SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1::pg_catalog.text
      UNION ALL
      SELECT p.oid FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1::pg_catalog.text
      UNION ALL
      SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = $1::pg_catalog.text
      UNION ALL
      SELECT e.oid FROM pg_catalog.pg_extension e) o
