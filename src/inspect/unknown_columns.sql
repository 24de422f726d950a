-- How many columns each table of pg_catalog has that are not among $1, "table.column" each. Asked of a server that is newer
-- than the newest one that plumb knows.
SELECT c.relname || ' column' AS kind, count(*) AS objects
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
  AND format('%s.%s', c.relname, a.attname) <> ALL ($1::text[])
GROUP BY c.relname
