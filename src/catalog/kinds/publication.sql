-- kind: publication
-- identity: name
-- when: pg_catalog.pg_publication
-- missing: high
-- unexpected: high
-- attribute: owner severity=medium
-- attribute: all_tables severity=high form=flag
-- attribute: operations severity=high form=set
-- attribute: via_root severity=medium form=flag
-- attribute: generated_columns severity=medium
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  p.pubname AS name,
  CASE p.pubowner WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(p.pubowner)) END AS owner,
  CASE WHEN p.puballtables THEN 'yes' ELSE 'no' END AS all_tables,
  array_to_json(array_remove(ARRAY[
    CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubinsert THEN 'insert' END,
    CASE WHEN p.pubtruncate THEN 'truncate' END, CASE WHEN p.pubupdate THEN 'update' END], NULL)) AS operations,
  CASE WHEN p.pubviaroot THEN 'yes' ELSE 'no' END AS via_root,
  CASE to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'stored' END AS generated_columns,
  d.description AS comment
FROM pg_catalog.pg_publication p
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_publication'::regclass AND d.objsubid = 0
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_publication'::regclass AND e.objid = p.oid
                    AND e.deptype = 'e')
ORDER BY p.pubname
