-- Casts that users made, without those that come with a range type.
-- kind: cast
-- identity: source target
-- when: pg_catalog.pg_cast WHERE oid >= 16384
-- missing: high
-- unexpected: critical
-- attribute: method severity=high
-- attribute: function severity=critical
-- attribute: context severity=critical
-- attribute: comment severity=info
-- attribute: core_source severity=medium form=flag compared=no
-- attribute: core_target severity=medium form=flag compared=no
SELECT
  format_type(c.castsource, NULL) AS source,
  format_type(c.casttarget, NULL) AS target,
  CASE c.castmethod WHEN 'b' THEN 'binary' WHEN 'i' THEN 'inout' ELSE 'function' END AS method,
  nullif(c.castfunc::oid, 0)::regprocedure::text AS function,
  CASE c.castcontext WHEN 'e' THEN 'explicit' WHEN 'a' THEN 'assignment' ELSE 'implicit' END AS context,
  d.description AS comment,
  -- Whether the type is the server's own: such a cast changes what SQL means that does not know of it.
  CASE WHEN c.castsource < 16384 THEN 'yes' ELSE 'no' END AS core_source,
  CASE WHEN c.casttarget < 16384 THEN 'yes' ELSE 'no' END AS core_target
FROM pg_catalog.pg_cast c
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_cast'::regclass AND d.objsubid = 0
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_cast'::regclass AND e.objid = c.oid AND e.deptype IN ('e', 'i'))
ORDER BY 1, 2
