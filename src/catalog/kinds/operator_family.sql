-- Operator families with all their members, also those that came with an operator class.
-- kind: operator_family
-- parent: schema
-- identity: schema name method
-- when: pg_catalog.pg_opfamily WHERE oid >= 16384
-- missing: high
-- unexpected: medium
-- attribute: operators severity=high form=set
-- attribute: functions severity=high form=set
-- attribute: owner severity=high
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  f.opfname AS name,
  am.amname AS method,
  mo.operators AS operators,
  mf.functions AS functions,
  CASE f.opfowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(f.opfowner)) END AS owner,
  d.description AS comment
FROM pg_catalog.pg_opfamily f
  JOIN pg_catalog.pg_namespace n ON n.oid = f.opfnamespace
  JOIN pg_catalog.pg_am am ON am.oid = f.opfmethod
  LEFT JOIN (
    SELECT u.family, array_to_json(array_agg(u.member ORDER BY u.member COLLATE "C")) AS operators
    FROM (
      SELECT o.amopfamily AS family,
        format('%s (%s, %s): %s', o.amopstrategy, format_type(o.amoplefttype, NULL), format_type(o.amoprighttype, NULL),
               o.amopopr::regoperator)
        || CASE WHEN o.amopsortfamily <> 0 THEN format(' ORDER BY %I.%I', sn.nspname, s.opfname) ELSE '' END AS member
      FROM pg_catalog.pg_amop o
        LEFT JOIN pg_catalog.pg_opfamily s ON s.oid = o.amopsortfamily
        LEFT JOIN pg_catalog.pg_namespace sn ON sn.oid = s.opfnamespace
      WHERE o.oid >= 16384) u
    GROUP BY u.family) mo ON mo.family = f.oid
  LEFT JOIN (
    SELECT u.family, array_to_json(array_agg(u.member ORDER BY u.member COLLATE "C")) AS functions
    FROM (
      SELECT p.amprocfamily AS family,
        format('%s (%s, %s): %s', p.amprocnum, format_type(p.amproclefttype, NULL),
               format_type(p.amprocrighttype, NULL), p.amproc::oid::regprocedure) AS member
      FROM pg_catalog.pg_amproc p
      WHERE p.oid >= 16384) u
    GROUP BY u.family) mf ON mf.family = f.oid
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = f.oid AND d.classoid = 'pg_catalog.pg_opfamily'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_opfamily'::regclass AND e.objid = f.oid AND e.deptype = 'e')
ORDER BY n.nspname, f.opfname, am.amname
