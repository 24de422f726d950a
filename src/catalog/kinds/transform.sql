-- Transforms between a type and a language.
-- kind: transform
-- identity: type language
-- when: pg_catalog.pg_transform
-- missing: medium
-- unexpected: high
-- attribute: from_sql severity=critical
-- attribute: to_sql severity=critical
-- attribute: comment severity=info
SELECT
  format_type(t.trftype, NULL) AS type,
  l.lanname AS language,
  nullif(t.trffromsql::oid, 0)::regprocedure::text AS from_sql,
  nullif(t.trftosql::oid, 0)::regprocedure::text AS to_sql,
  d.description AS comment
FROM pg_catalog.pg_transform t
  JOIN pg_catalog.pg_language l ON l.oid = t.trflang
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_transform'::regclass AND d.objsubid = 0
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_transform'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY 1, 2
