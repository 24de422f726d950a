-- Tables that a publication names, with the columns and rows that it is limited to.
-- kind: publication_table
-- parent: publication
-- identity: publication schema table
-- when: pg_catalog.pg_publication
-- since: 150000
-- missing: high
-- unexpected: high
-- attribute: columns severity=high form=set
-- attribute: filter severity=high form=expression
SELECT
  p.pubname AS publication,
  n.nspname AS schema,
  c.relname AS "table",
  CASE WHEN r.prattrs IS NOT NULL THEN array_to_json(ARRAY(
    SELECT a.attname COLLATE "C" FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::smallint[])
    ORDER BY 1)) END AS columns,
  pg_get_expr(r.prqual, r.prrelid) AS filter
FROM pg_catalog.pg_publication_rel r
  JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
  JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
ORDER BY p.pubname, n.nspname, c.relname
