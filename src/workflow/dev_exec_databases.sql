-- The databases that dev exec made ($1: the comment that says so) and whose maker is gone: it held the advisory lock of
-- the name until its end.
SELECT d.datname
FROM pg_catalog.pg_database d
WHERE pg_catalog.shobj_description(d.oid, 'pg_database') = $1::pg_catalog.text
  AND pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended(d.datname::pg_catalog.text, 7))
