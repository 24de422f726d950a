-- Behind WITH roles(item). $1: a database. The comment of a template that is a copy of it: the number of its use, larger than all before; the roles; the
-- comment of the database itself.
SELECT pg_catalog.concat(
         'a template of plumb; use ',
         (SELECT coalesce(max(substring(pg_catalog.shobj_description(d.oid, 'pg_database') FROM 'use (\d+)')::pg_catalog.int8), 0) + 1
          FROM pg_catalog.pg_database d WHERE d.datname ~ '^plumb_template_[0-9a-f]{32,48}$'),
         E'\nroles ', (SELECT coalesce(pg_catalog.jsonb_agg(item ORDER BY item), '[]') FROM roles),
         E'\ncomment ' || pg_catalog.shobj_description(d.oid, 'pg_database'))
FROM pg_catalog.pg_database d
WHERE d.datname = $1::pg_catalog.text
