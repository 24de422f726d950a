-- What must be known of a server before a run, in one row. $1: the revisions schema. Every start asks this of a backend whose caches are cold, so it
-- looks only at catalogs that a backend has at hand anyway; what exactly is wrong with a table is repairs.sql's business.
-- shape: the columns by name, each with type OID, type modifier, NOT NULL and whether there is a default; then the number of CHECK constraints, and
-- whether the key is (version).
SELECT pg_catalog.current_setting('server_version_num'),
       pg_catalog.pg_backend_pid(),
       pg_catalog.pg_is_in_recovery(),
       EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1::pg_catalog.text),
       t.oid IS NOT NULL,
       EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'atlas_schema_revisions' AND c.relname = 'atlas_schema_revisions' AND c.relkind IN ('r', 'p')),
       pg_catalog.concat(
         (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.atthasdef), ','
                                       ORDER BY a.attname)
          FROM pg_catalog.pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped),
         '; ', t.relchecks, ' ',
         EXISTS (SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                 WHERE i.indrelid = t.oid AND i.indisprimary AND i.indnkeyatts = 1 AND a.attname = 'version'))
FROM (SELECT) one
LEFT JOIN (SELECT c.oid, c.relchecks
           FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = $1::pg_catalog.text AND c.relname = 'atlas_schema_revisions' AND c.relkind IN ('r', 'p')) t ON true
