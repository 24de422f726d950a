-- The key of the template that was used last.
SELECT substr(d.datname, 16)
FROM pg_catalog.pg_database d
WHERE d.datname ~ '^plumb_template_[0-9a-f]{32,48}$' AND NOT d.datallowconn
ORDER BY substring(pg_catalog.shobj_description(d.oid, 'pg_database') FROM 'use (\d+)')::pg_catalog.int8 DESC NULLS LAST, d.datname
LIMIT 1
