-- Databases with sessions (ours not counted) and size; the seconds that the server is up; whether something is made ahead for the next reset.
SELECT d.datname, d.datistemplate, pg_catalog.pg_database_size(d.oid),
       (SELECT count(*) FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid AND a.backend_type = 'client backend' AND a.pid <> pg_catalog.pg_backend_pid()),
       extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.pg_postmaster_start_time())::pg_catalog.int8,
       EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.application_name = 'plumb dev ahead')
FROM pg_catalog.pg_database d
WHERE d.datname NOT IN ('template0', 'template1')
ORDER BY d.datname COLLATE "C"
