-- Operators, also shells: those that are only named as commutator or negator of another.
-- kind: operator
-- parent: schema
-- identity: schema name signature
-- when: pg_catalog.pg_operator WHERE oid >= 16384
-- missing: high
-- unexpected: high
-- attribute: function severity=critical
-- attribute: result severity=high
-- attribute: commutator severity=medium
-- attribute: negator severity=medium
-- attribute: restrict severity=medium
-- attribute: join severity=medium
-- attribute: hashes severity=medium form=flag
-- attribute: merges severity=medium form=flag
-- attribute: owner severity=high
-- attribute: comment severity=info
-- attribute: core_types severity=medium form=flag compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  o.oprname AS name,
  coalesce(format_type(nullif(o.oprleft, 0), NULL), 'NONE') || ', '
    || coalesce(format_type(nullif(o.oprright, 0), NULL), 'NONE') AS signature,
  nullif(o.oprcode::oid, 0)::regprocedure::text AS function,
  CASE WHEN o.oprresult <> 0 THEN format_type(o.oprresult, NULL) END AS result,
  nullif(o.oprcom, 0)::regoperator::text AS commutator,
  nullif(o.oprnegate, 0)::regoperator::text AS negator,
  nullif(o.oprrest::oid, 0)::regprocedure::text AS restrict,
  nullif(o.oprjoin::oid, 0)::regprocedure::text AS join,
  CASE WHEN o.oprcanhash THEN 'yes' ELSE 'no' END AS hashes,
  CASE WHEN o.oprcanmerge THEN 'yes' ELSE 'no' END AS merges,
  CASE o.oprowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(o.oprowner)) END AS owner,
  d.description AS comment,
  -- Whether it may be chosen for values of the server's own types alone.
  CASE WHEN o.oprleft < 16384 AND o.oprright < 16384 THEN 'yes' ELSE 'no' END AS core_types
FROM pg_catalog.pg_operator o
  JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_operator'::regclass AND d.objsubid = 0
WHERE n.nspname <> 'information_schema'
  -- What somebody put among the server's own is found before anything else of the name.
  AND (n.nspname !~ '^pg_' OR (n.nspname = 'pg_catalog' AND o.oid >= 16384))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_operator'::regclass AND e.objid = o.oid AND e.deptype = 'e')
ORDER BY n.nspname, o.oprname, o.oprleft, o.oprright
