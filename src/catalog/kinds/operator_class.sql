-- Operator classes. The operators and functions behind one are those of its family for its type.
-- kind: operator_class
-- parent: schema
-- identity: schema name method
-- when: pg_catalog.pg_opclass WHERE oid >= 16384
-- missing: high
-- unexpected: medium
-- attribute: family severity=high
-- attribute: type severity=high
-- attribute: default severity=high form=flag
-- attribute: storage severity=medium
-- attribute: owner severity=high
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  o.opcname AS name,
  am.amname AS method,
  format('%I.%I', fn.nspname, f.opfname) AS family,
  format_type(o.opcintype, NULL) AS type,
  CASE WHEN o.opcdefault THEN 'yes' ELSE 'no' END AS default,
  CASE WHEN o.opckeytype <> 0 THEN format_type(o.opckeytype, NULL) END AS storage,
  CASE o.opcowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(o.opcowner)) END AS owner,
  d.description AS comment
FROM pg_catalog.pg_opclass o
  JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
  JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod
  JOIN pg_catalog.pg_opfamily f ON f.oid = o.opcfamily
  JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_opclass'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_opclass'::regclass AND e.objid = o.oid AND e.deptype = 'e')
ORDER BY n.nspname, o.opcname, am.amname
