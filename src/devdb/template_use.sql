-- $1: a template. Its comment, with the number of the next use: larger than all before.
SELECT pg_catalog.regexp_replace(
         pg_catalog.shobj_description(d.oid, 'pg_database'), 'use \d+',
         'use ' || (SELECT coalesce(max(substring(pg_catalog.shobj_description(o.oid, 'pg_database') FROM 'use (\d+)')::pg_catalog.int8), 0) + 1
                    FROM pg_catalog.pg_database o WHERE o.datname ~ '^plumb_template_[0-9a-f]{32,48}$'))
FROM pg_catalog.pg_database d
WHERE d.datname = $1::pg_catalog.text
