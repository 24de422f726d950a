-- What stands for the rows of pg_catalog: include/plumb/inspect/rows_digest.hpp tells why. {versions} and {texts} are filled
-- in: the number of a table with the xmin of each of its rows; texts that tell other rows. $1: a snapshot that this one may
-- still be. A standby's does not tell which transactions were running, so there it proves nothing.
WITH here AS MATERIALIZED (
  SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()
)
SELECT
  pg_current_snapshot() AS snapshot,
  CASE WHEN pg_current_snapshot()::text = $1 AND NOT pg_is_in_recovery() THEN NULL ELSE
    concat_ws(' ',
      extract(epoch FROM pg_postmaster_start_time()),
      extract(epoch FROM pg_stat_get_bgwriter_stat_reset_time()),
      (SELECT system_identifier FROM pg_control_system()),
      (SELECT oid FROM here),
      (SELECT concat_ws(' ', sum(same), sum(hash_record_extended(ROW(source, version, same), 0)),
                        sum(hash_record_extended(ROW(source, version, same), 1)))
       FROM (SELECT source, version, count(*) AS same
             FROM ({versions}) rows(source, version)
             GROUP BY source, version) versions),
      (SELECT concat_ws(' ', count(*), sum(hashtextextended(content COLLATE "C", 0)),
                        sum(hashtextextended(content COLLATE "C", 1)))
       FROM ({texts}) texts(content)))
  END AS rows
