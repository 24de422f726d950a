-- Access methods that users made. Only a superuser can, and one has no owner.
-- kind: access_method
-- identity: name
-- when: pg_catalog.pg_am WHERE oid >= 16384
-- missing: high
-- unexpected: high
-- attribute: type severity=high
-- attribute: handler severity=critical
-- attribute: comment severity=info
SELECT
  a.amname AS name,
  CASE a.amtype WHEN 'i' THEN 'index' ELSE 'table' END AS type,
  nullif(a.amhandler::oid, 0)::regprocedure::text AS handler,
  d.description AS comment
FROM pg_catalog.pg_am a
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = a.oid AND d.classoid = 'pg_catalog.pg_am'::regclass AND d.objsubid = 0
WHERE a.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_am'::regclass AND e.objid = a.oid AND e.deptype = 'e')
ORDER BY a.amname
