-- The statements that drop what has come into a schema since. $1: the schema, $2: the OIDs of before.
SELECT drop_statement
FROM (SELECT 1 AS step, pg_catalog.format('DROP EXTENSION IF EXISTS %I CASCADE', e.extname) AS drop_statement
      FROM pg_catalog.pg_extension e WHERE e.oid <> ALL ($2::pg_catalog.oid[])
      UNION ALL
      SELECT 2, pg_catalog.format('DROP %s IF EXISTS %I.%I CASCADE',
                                  CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                                                 WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, n.nspname, c.relname)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1::pg_catalog.text AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.oid <> ALL ($2::pg_catalog.oid[])
      UNION ALL
      SELECT 3, pg_catalog.format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::pg_catalog.regprocedure)
      FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = $1::pg_catalog.text AND p.oid <> ALL ($2::pg_catalog.oid[])
      UNION ALL
      SELECT 4, pg_catalog.format('DROP TYPE IF EXISTS %I.%I CASCADE', n.nspname, t.typname)
      FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE n.nspname = $1::pg_catalog.text AND t.oid <> ALL ($2::pg_catalog.oid[]) AND t.typelem = 0 AND t.typtype IN ('e', 'd', 'c', 'r')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c')) d
ORDER BY step, drop_statement
