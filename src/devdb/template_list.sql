-- The databases that plumb keeps to be copied: key, bytes, and the number of its last use (0: none yet), the oldest first.
SELECT substr(d.datname, 16), pg_catalog.pg_database_size(d.oid), u.last_use
FROM pg_catalog.pg_database d
CROSS JOIN LATERAL (SELECT coalesce(substring(pg_catalog.shobj_description(d.oid, 'pg_database') FROM 'use (\d+)')::pg_catalog.int8, 0) AS last_use) u
WHERE d.datname ~ '^plumb_template_[0-9a-f]{32,48}$' AND NOT d.datallowconn
ORDER BY u.last_use, d.datname
