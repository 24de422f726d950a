-- Base types made by CREATE TYPE (INPUT = ...), and shells: types that are named and not yet defined.
-- kind: base_type
-- parent: schema
-- identity: schema name
-- missing: critical
-- unexpected: high
-- attribute: defined severity=high form=flag
-- attribute: length severity=high
-- attribute: by_value severity=high form=flag
-- attribute: alignment severity=high
-- attribute: storage severity=low
-- attribute: input severity=critical
-- attribute: output severity=critical
-- attribute: receive severity=high
-- attribute: send severity=high
-- attribute: typmod_input severity=high
-- attribute: typmod_output severity=medium
-- attribute: analyze severity=low
-- attribute: subscript severity=high
-- attribute: element severity=high
-- attribute: category severity=medium
-- attribute: preferred severity=medium form=flag
-- attribute: delimiter severity=medium
-- attribute: default severity=high form=expression
-- attribute: collatable severity=medium form=flag
-- attribute: owner severity=high
-- attribute: acl severity=medium form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  t.typname AS name,
  CASE WHEN t.typisdefined THEN 'yes' ELSE 'no' END AS defined,
  CASE t.typlen WHEN -1 THEN 'variable' WHEN -2 THEN 'cstring' ELSE t.typlen::text END AS length,
  CASE WHEN t.typbyval THEN 'yes' ELSE 'no' END AS by_value,
  CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4' ELSE 'double' END AS alignment,
  CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END AS storage,
  nullif(t.typinput::oid, 0)::regprocedure::text AS input,
  nullif(t.typoutput::oid, 0)::regprocedure::text AS output,
  nullif(t.typreceive::oid, 0)::regprocedure::text AS receive,
  nullif(t.typsend::oid, 0)::regprocedure::text AS send,
  nullif(t.typmodin::oid, 0)::regprocedure::text AS typmod_input,
  nullif(t.typmodout::oid, 0)::regprocedure::text AS typmod_output,
  nullif(t.typanalyze::oid, 0)::regprocedure::text AS analyze,
  nullif(t.typsubscript::oid, 0)::regprocedure::text AS subscript,
  CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END AS element,
  t.typcategory AS category,
  CASE WHEN t.typispreferred THEN 'yes' ELSE 'no' END AS preferred,
  t.typdelim AS delimiter,
  t.typdefault AS default,
  CASE WHEN t.typcollation <> 0 THEN 'yes' ELSE 'no' END AS collatable,
  CASE t.typowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(t.typowner)) END AS owner,
  CASE WHEN t.typacl IS NULL THEN '["USAGE TO PUBLIC","USAGE TO {owner}"]' ELSE array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN t.typowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = t.typowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(t.typacl) x
    ORDER BY 1))::text END AS acl,
  d.description AS comment
FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_type e ON e.typarray = t.oid
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
WHERE t.typtype IN ('b', 'p') AND e.oid IS NULL AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.typname
