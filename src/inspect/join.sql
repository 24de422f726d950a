-- What a second session must know besides the snapshot: $1 and $2 as facts.sql and reach.sql have found them. Whether it
-- is on the server that was started at $3.
SELECT
  set_config('plumb.migration_role', $1, true),
  set_config('plumb.reaching_roles', $2, true),
  pg_postmaster_start_time() = $3::timestamptz AS same_server
