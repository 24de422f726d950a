-- The catalog rows of some objects. $1 to $5, arrays of one length: kind, schema, table, name, signature. Returns for
-- each that is found: its place in the arrays; its OID and the xmin of its rows, as one text; when the last of these was
-- committed, in microseconds since 1970, where the server keeps that.
WITH wanted AS MATERIALIZED (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
    WITH ORDINALITY AS w (kind, schema, parent, name, signature, place)
), own (place, catalog, oid, sub, xmin) AS (
  SELECT w.place, 'pg_catalog.pg_namespace'::regclass, n.oid, 0, n.xmin
  FROM wanted w JOIN pg_catalog.pg_namespace n ON n.nspname = w.name
  WHERE w.kind = 'schema'
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_class'::regclass, c.oid, 0, c.xmin
  FROM wanted w JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
  WHERE w.kind IN ('table', 'view', 'sequence', 'index')
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_class'::regclass, c.oid, a.attnum, a.xmin
  FROM wanted w JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.parent
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = w.name
  WHERE w.kind = 'column'
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_policy'::regclass, p.oid, 0, p.xmin
  FROM wanted w JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.parent
    JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid AND p.polname = w.name
  WHERE w.kind = 'policy'
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_trigger'::regclass, t.oid, 0, t.xmin
  FROM wanted w JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.parent
    JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND t.tgname = w.name
  WHERE w.kind = 'trigger'
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_rewrite'::regclass, r.oid, 0, r.xmin
  FROM wanted w JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.parent
    JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.rulename = w.name
  WHERE w.kind = 'rule'
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_constraint'::regclass, k.oid, 0, k.xmin
  FROM wanted w JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.parent
    JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.conname = w.name
  WHERE w.kind = 'constraint'
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_proc'::regclass, p.oid, 0, p.xmin
  FROM wanted w JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_proc p
      ON p.pronamespace = n.oid AND p.proname = w.name AND pg_catalog.oidvectortypes(p.proargtypes) = w.signature
  WHERE w.kind IN ('function', 'aggregate')
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_type'::regclass, t.oid, 0, t.xmin
  FROM wanted w JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typname = w.name
  WHERE w.kind IN ('enum', 'domain', 'composite_type', 'range_type', 'base_type')
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_extension'::regclass, e.oid, 0, e.xmin
  FROM wanted w JOIN pg_catalog.pg_extension e ON e.extname = w.name
  WHERE w.kind = 'extension'
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_event_trigger'::regclass, e.oid, 0, e.xmin
  FROM wanted w JOIN pg_catalog.pg_event_trigger e ON e.evtname = w.name
  WHERE w.kind = 'event_trigger'
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_publication'::regclass, p.oid, 0, p.xmin
  FROM wanted w JOIN pg_catalog.pg_publication p ON p.pubname = w.name
  WHERE w.kind = 'publication'
  UNION ALL
  SELECT w.place, 'pg_catalog.pg_database'::regclass, d.oid, 0, d.xmin
  FROM wanted w JOIN pg_catalog.pg_database d ON d.datname = w.name
  WHERE w.kind = 'database'
), rows (place, oid, part, xmin) AS (
  SELECT place, oid, 1, xmin FROM own
  UNION ALL
  SELECT o.place, o.oid, 2, d.xmin
  FROM own o JOIN pg_catalog.pg_description d ON d.classoid = o.catalog AND d.objoid = o.oid AND d.objsubid = o.sub
  UNION ALL
  SELECT o.place, o.oid, 3, f.xmin
  FROM own o JOIN pg_catalog.pg_attrdef f ON f.adrelid = o.oid AND f.adnum = o.sub
  WHERE o.sub > 0
)
SELECT
  place,
  min(oid::text) || ' ' || string_agg(xmin::text, ' ' ORDER BY part) AS id,
  -- The function fails on a server that does not keep it; an aggregate inside CASE would be computed in any case.
  (extract(epoch FROM max(
    CASE WHEN current_setting('track_commit_timestamp') = 'on' THEN pg_catalog.pg_xact_commit_timestamp(xmin) END))
    * 1000000)::bigint AS committed
FROM rows
GROUP BY place
