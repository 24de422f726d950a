-- The number of the next use: larger than all before.
SELECT coalesce(max(substring(pg_catalog.shobj_description(d.oid, 'pg_database') FROM 'use (\d+)$')::pg_catalog.int8), 0) + 1
FROM pg_catalog.pg_database d
WHERE d.datname ~ '^plumb_template_[0-9a-f]{32,48}$'
