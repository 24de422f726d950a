-- Encoding conversions.
-- kind: conversion
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_conversion WHERE oid >= 16384
-- missing: medium
-- unexpected: high
-- attribute: source severity=high
-- attribute: target severity=high
-- attribute: function severity=critical
-- attribute: default severity=high form=flag
-- attribute: owner severity=high
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  c.conname AS name,
  pg_encoding_to_char(c.conforencoding) AS source,
  pg_encoding_to_char(c.contoencoding) AS target,
  nullif(c.conproc::oid, 0)::regprocedure::text AS function,
  CASE WHEN c.condefault THEN 'yes' ELSE 'no' END AS default,
  CASE c.conowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(c.conowner)) END AS owner,
  d.description AS comment
FROM pg_catalog.pg_conversion c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_conversion'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_conversion'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.conname
