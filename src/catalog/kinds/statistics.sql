-- Extended statistics objects (CREATE STATISTICS). The numbers gathered for them are data and left out.
-- kind: statistics
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_statistic_ext
-- missing: low
-- unexpected: low
-- attribute: table severity=low
-- attribute: kinds severity=low form=set
-- attribute: columns severity=low form=set
-- attribute: expressions severity=low form=list
-- attribute: target severity=low
-- attribute: owner severity=high
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  x.stxname AS name,
  format('%I.%I', cn.nspname, c.relname) AS "table",
  array_to_json(array_remove(ARRAY[
    CASE WHEN 'f' = ANY (x.stxkind) THEN 'dependencies' END, CASE WHEN 'm' = ANY (x.stxkind) THEN 'mcv' END,
    CASE WHEN 'd' = ANY (x.stxkind) THEN 'ndistinct' END], NULL)) AS kinds,
  CASE WHEN cardinality(x.stxkeys::int2[]) > 0 THEN array_to_json(ARRAY(
    SELECT a.attname COLLATE "C" FROM unnest(x.stxkeys::int2[]) u(num)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = x.stxrelid AND a.attnum = u.num
    ORDER BY 1)) END AS columns,
  CASE WHEN x.stxexprs IS NOT NULL THEN array_to_json(pg_get_statisticsobjdef_expressions(x.oid)) END AS expressions,
  CASE WHEN x.stxstattarget >= 0 THEN x.stxstattarget END AS target,
  CASE x.stxowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(x.stxowner)) END AS owner,
  d.description AS comment
FROM pg_catalog.pg_statistic_ext x
  JOIN pg_catalog.pg_namespace n ON n.oid = x.stxnamespace
  JOIN pg_catalog.pg_class c ON c.oid = x.stxrelid
  JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = x.oid AND d.classoid = 'pg_catalog.pg_statistic_ext'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND x.oid NOT IN (SELECT e.objid FROM pg_catalog.pg_depend e
                    WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass
                      AND e.classid = 'pg_catalog.pg_statistic_ext'::regclass AND e.deptype = 'e')
ORDER BY n.nspname, x.stxname
