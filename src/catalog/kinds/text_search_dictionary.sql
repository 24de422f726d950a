-- Text search dictionaries.
-- kind: text_search_dictionary
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_ts_dict WHERE oid >= 16384
-- missing: high
-- unexpected: medium
-- attribute: template severity=high
-- attribute: options severity=high
-- attribute: owner severity=high
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  c.dictname AS name,
  format('%I.%I', tn.nspname, t.tmplname) AS template,
  c.dictinitoption AS options,
  CASE c.dictowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(c.dictowner)) END AS owner,
  d.description AS comment
FROM pg_catalog.pg_ts_dict c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.dictnamespace
  JOIN pg_catalog.pg_ts_template t ON t.oid = c.dicttemplate
  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_ts_dict'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_ts_dict'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.dictname
