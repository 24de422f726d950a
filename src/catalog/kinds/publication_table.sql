-- Tables that a publication names.
-- kind: publication_table
-- parent: publication
-- identity: publication schema table
-- when: pg_catalog.pg_publication
-- missing: high
-- unexpected: high
SELECT
  p.pubname AS publication,
  n.nspname AS schema,
  c.relname AS "table"
FROM pg_catalog.pg_publication_rel r
  JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
  JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
ORDER BY p.pubname, n.nspname, c.relname
