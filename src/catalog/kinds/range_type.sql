-- Range types, each with its multirange type. Their constructors and the cast between the two come with them.
-- kind: range_type
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_type WHERE typtype = 'r' AND oid >= 16384
-- missing: critical
-- unexpected: medium
-- attribute: subtype severity=high
-- attribute: operator_class severity=high
-- attribute: collation severity=medium
-- attribute: canonical severity=high
-- attribute: subtype_difference severity=medium
-- attribute: multirange severity=medium
-- attribute: multirange_comment severity=info
-- attribute: owner severity=high
-- attribute: acl severity=medium form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  t.typname AS name,
  format_type(r.rngsubtype, NULL) AS subtype,
  format('%I.%I', opn.nspname, o.opcname) AS operator_class,
  CASE WHEN r.rngcollation <> b.typcollation THEN format('%I.%I', ln.nspname, l.collname) END AS collation,
  nullif(r.rngcanonical::oid, 0)::regprocedure::text AS canonical,
  nullif(r.rngsubdiff::oid, 0)::regprocedure::text AS subtype_difference,
  format_type(r.rngmultitypid, NULL) AS multirange,
  md.description AS multirange_comment,
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
  JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
  JOIN pg_catalog.pg_type b ON b.oid = r.rngsubtype
  JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
  JOIN pg_catalog.pg_namespace opn ON opn.oid = o.opcnamespace
  LEFT JOIN pg_catalog.pg_collation l ON l.oid = r.rngcollation
  LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
  LEFT JOIN pg_catalog.pg_description md
    ON md.objoid = r.rngmultitypid AND md.classoid = 'pg_catalog.pg_type'::regclass AND md.objsubid = 0
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.typname
