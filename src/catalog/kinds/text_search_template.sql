-- Text search templates. Only a superuser can make one, and it has no owner.
-- kind: text_search_template
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_ts_template WHERE oid >= 16384
-- missing: high
-- unexpected: high
-- attribute: init severity=critical
-- attribute: lexize severity=critical
-- attribute: comment severity=info
SELECT
  n.nspname AS schema,
  t.tmplname AS name,
  nullif(t.tmplinit::oid, 0)::regprocedure::text AS init,
  nullif(t.tmpllexize::oid, 0)::regprocedure::text AS lexize,
  d.description AS comment
FROM pg_catalog.pg_ts_template t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.tmplnamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_ts_template'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_ts_template'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.tmplname
