-- Replication slots of this database, and physical ones, which carry everything.
-- kind: replication_slot
-- compared: no
-- always: yes
-- identity: name
-- attribute: type compared=no
-- attribute: plugin compared=no
-- attribute: temporary compared=no form=flag
SELECT
  slot_name AS name,
  slot_type AS type,
  plugin AS plugin,
  CASE WHEN temporary THEN 'yes' ELSE 'no' END AS temporary
FROM pg_catalog.pg_replication_slots
WHERE database IS NULL OR database = current_database()
ORDER BY 1
