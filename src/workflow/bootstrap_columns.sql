-- The columns of the tables that bootstrap writes to, and of those that it gives roles by, where they are. A table that is
-- in several schemas counts where it is found first.
SELECT n.nspname AS schema, c.relname AS "table", a.attname AS name
FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1::text[]) AND c.relname = ANY ($2::text[]) AND c.relkind IN ('r', 'p')
  AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY pg_catalog.array_position($1::text[], n.nspname::text), c.relname, a.attnum
