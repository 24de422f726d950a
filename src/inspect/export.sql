-- For a second session that reads in the same snapshot: its name, and the server that it is good on, which the time it
-- was started tells. NULL where there is less than $1 bytes to read, so that one session is quicker, and where the
-- process is not $2, the one that the server named at the start: then a pooler stands between, and may have no other.
SELECT
  CASE WHEN pg_relation_size('pg_catalog.pg_attribute') >= $1::bigint AND pg_backend_pid() = $2::int
    THEN pg_export_snapshot() END AS snapshot,
  pg_postmaster_start_time() AS server
