-- $1: keys, longer and longer prefixes of the migrations. Those that a template is there for, the longest first: the place (from 1), whether a spare copy
-- is there, and the roles that the template was made with.
SELECT k.at, EXISTS (SELECT FROM pg_catalog.pg_database s WHERE s.datname = 'plumb_spare_' || k.key AND NOT s.datallowconn AND s.datconnlimit <> -2),
       coalesce(substring(pg_catalog.shobj_description(d.oid, 'pg_database') FROM '^[^\n]*\nroles ([^\n]*)'), '[]')
FROM pg_catalog.unnest($1::pg_catalog.text[]) WITH ORDINALITY k(key, at)
JOIN pg_catalog.pg_database d ON d.datname = 'plumb_template_' || k.key AND NOT d.datallowconn
ORDER BY k.at DESC
