-- Text search parsers. Only a superuser can make one, and it has no owner.
-- kind: text_search_parser
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_ts_parser WHERE oid >= 16384
-- missing: high
-- unexpected: high
-- attribute: start severity=critical
-- attribute: token severity=critical
-- attribute: end severity=critical
-- attribute: headline severity=critical
-- attribute: token_types severity=critical
-- attribute: comment severity=info
SELECT
  n.nspname AS schema,
  p.prsname AS name,
  nullif(p.prsstart::oid, 0)::regprocedure::text AS start,
  nullif(p.prstoken::oid, 0)::regprocedure::text AS token,
  nullif(p.prsend::oid, 0)::regprocedure::text AS end,
  nullif(p.prsheadline::oid, 0)::regprocedure::text AS headline,
  nullif(p.prslextype::oid, 0)::regprocedure::text AS token_types,
  d.description AS comment
FROM pg_catalog.pg_ts_parser p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.prsnamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_ts_parser'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_ts_parser'::regclass AND e.objid = p.oid AND e.deptype = 'e')
ORDER BY n.nspname, p.prsname
