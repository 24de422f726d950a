-- Collations. The version is that of the library when the collation was made. Another server has another library, so
-- what is compared is whether it still is the library's version.
-- kind: collation
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_collation WHERE oid >= 16384
-- missing: critical
-- unexpected: medium
-- attribute: provider severity=high
-- attribute: collate severity=high
-- attribute: ctype severity=high
-- attribute: locale severity=high
-- attribute: rules severity=high form=body
-- attribute: deterministic severity=high form=flag
-- attribute: outdated severity=high form=flag
-- attribute: owner severity=high
-- attribute: comment severity=info
-- attribute: encoding severity=low compared=no
-- attribute: version severity=low compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  l.collname AS name,
  CASE l.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'default' END AS provider,
  l.collcollate AS collate,
  l.collctype AS ctype,
  -- The column is colliculocale in 15 and 16, colllocale since 17; 14 has the locale of ICU in the two above.
  coalesce(j.columns ->> 'colllocale', j.columns ->> 'colliculocale') AS locale,
  j.columns ->> 'collicurules' AS rules,
  CASE WHEN l.collisdeterministic THEN 'yes' ELSE 'no' END AS deterministic,
  CASE WHEN l.collversion <> pg_collation_actual_version(l.oid) THEN 'yes' ELSE 'no' END AS outdated,
  CASE l.collowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(l.collowner)) END AS owner,
  d.description AS comment,
  CASE WHEN l.collencoding >= 0 THEN pg_encoding_to_char(l.collencoding) END AS encoding,
  l.collversion AS version
FROM pg_catalog.pg_collation l
  JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
  CROSS JOIN LATERAL (SELECT to_jsonb(l) AS columns) j
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = l.oid AND d.classoid = 'pg_catalog.pg_collation'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_collation'::regclass AND e.objid = l.oid AND e.deptype = 'e')
ORDER BY n.nspname, l.collname
