-- Schemas all of whose tables a publication holds.
-- kind: publication_schema
-- parent: publication
-- identity: publication schema
-- when: pg_catalog.pg_publication
-- since: 150000
-- missing: high
-- unexpected: high
SELECT
  p.pubname AS publication,
  n.nspname AS schema
FROM pg_catalog.pg_publication_namespace r
  JOIN pg_catalog.pg_publication p ON p.oid = r.pnpubid
  JOIN pg_catalog.pg_namespace n ON n.oid = r.pnnspid
ORDER BY p.pubname, n.nspname
