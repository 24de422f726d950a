-- Subscriptions of this database. Where they connect to may hold a password and is not looked at.
-- kind: subscription
-- identity: name
-- when: pg_catalog.pg_subscription
-- missing: high
-- unexpected: high
-- attribute: owner severity=high
-- attribute: enabled severity=high form=flag
-- attribute: publications severity=high form=set
-- attribute: slot severity=medium
-- attribute: binary severity=low form=flag
-- attribute: streaming severity=low
-- attribute: synchronous_commit severity=medium
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  s.subname AS name,
  CASE s.subowner WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(s.subowner)) END AS owner,
  CASE WHEN s.subenabled THEN 'yes' ELSE 'no' END AS enabled,
  array_to_json(ARRAY(SELECT o COLLATE "C" FROM unnest(s.subpublications) o ORDER BY 1)) AS publications,
  s.subslotname AS slot,
  CASE WHEN s.subbinary THEN 'yes' ELSE 'no' END AS binary,
  CASE s.substream::text WHEN 't' THEN 'on' WHEN 'true' THEN 'on' WHEN 'p' THEN 'parallel' ELSE 'off' END AS streaming,
  s.subsynccommit AS synchronous_commit,
  d.description AS comment
FROM pg_catalog.pg_subscription s
  JOIN pg_catalog.pg_database b ON b.oid = s.subdbid
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = s.oid AND d.classoid = 'pg_catalog.pg_subscription'::regclass AND d.objsubid = 0
WHERE b.datname = current_database()
ORDER BY s.subname
