-- The databases that UnfinishedDatabase made and whose maker is gone (it held the advisory lock of the name until its end), and those that were
-- renamed to be dropped. Half of the name is the digest of the other half: nobody else makes such a name.
SELECT d.datname
FROM pg_catalog.pg_database d
WHERE CASE WHEN d.datname !~ '^plumb_(new|old)_[0-9a-f]{32}$' THEN false
           WHEN right(d.datname, 16) <>
                left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(substr(d.datname, 11, 16), 'UTF8')), 'hex'), 16) THEN false
           WHEN d.datname ~ '^plumb_old_' THEN true
           ELSE pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended(d.datname::pg_catalog.text, 7)) END
