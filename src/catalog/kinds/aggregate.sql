-- Aggregate functions, also ordered-set and hypothetical-set ones.
-- kind: aggregate
-- parent: schema
-- identity: schema name signature
-- when: pg_catalog.pg_aggregate WHERE aggfnoid::oid >= 16384
-- missing: critical
-- unexpected: medium
-- attribute: type severity=high
-- attribute: arguments severity=medium
-- attribute: result severity=high
-- attribute: transition_function severity=critical
-- attribute: transition_type severity=high
-- attribute: transition_space severity=low
-- attribute: initial_value severity=high
-- attribute: final_function severity=critical
-- attribute: final_extra severity=medium form=flag
-- attribute: final_modify severity=medium
-- attribute: combine_function severity=high
-- attribute: serial_function severity=high
-- attribute: deserial_function severity=high
-- attribute: moving_transition_function severity=critical
-- attribute: moving_inverse_function severity=critical
-- attribute: moving_transition_type severity=high
-- attribute: moving_transition_space severity=low
-- attribute: moving_initial_value severity=high
-- attribute: moving_final_function severity=critical
-- attribute: moving_final_extra severity=medium form=flag
-- attribute: moving_final_modify severity=medium
-- attribute: sort_operator severity=medium
-- attribute: parallel severity=medium
-- attribute: owner severity=high
-- attribute: acl severity=high form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  p.proname AS name,
  oidvectortypes(p.proargtypes) AS signature,
  CASE a.aggkind WHEN 'o' THEN 'ordered-set' WHEN 'h' THEN 'hypothetical-set' ELSE 'normal' END AS type,
  pg_get_function_arguments(p.oid) AS arguments,
  pg_get_function_result(p.oid) AS result,
  nullif(a.aggtransfn::oid, 0)::regprocedure::text AS transition_function,
  format_type(a.aggtranstype, NULL) AS transition_type,
  nullif(a.aggtransspace, 0) AS transition_space,
  a.agginitval AS initial_value,
  nullif(a.aggfinalfn::oid, 0)::regprocedure::text AS final_function,
  CASE WHEN a.aggfinalextra THEN 'yes' ELSE 'no' END AS final_extra,
  CASE a.aggfinalmodify WHEN 'r' THEN 'read only' WHEN 's' THEN 'shareable' ELSE 'read write' END AS final_modify,
  nullif(a.aggcombinefn::oid, 0)::regprocedure::text AS combine_function,
  nullif(a.aggserialfn::oid, 0)::regprocedure::text AS serial_function,
  nullif(a.aggdeserialfn::oid, 0)::regprocedure::text AS deserial_function,
  nullif(a.aggmtransfn::oid, 0)::regprocedure::text AS moving_transition_function,
  nullif(a.aggminvtransfn::oid, 0)::regprocedure::text AS moving_inverse_function,
  CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS moving_transition_type,
  nullif(a.aggmtransspace, 0) AS moving_transition_space,
  a.aggminitval AS moving_initial_value,
  nullif(a.aggmfinalfn::oid, 0)::regprocedure::text AS moving_final_function,
  CASE WHEN a.aggmfinalextra THEN 'yes' ELSE 'no' END AS moving_final_extra,
  CASE a.aggmfinalmodify WHEN 'r' THEN 'read only' WHEN 's' THEN 'shareable' ELSE 'read write' END
    AS moving_final_modify,
  nullif(a.aggsortop, 0)::regoperator::text AS sort_operator,
  CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END AS parallel,
  CASE p.proowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(p.proowner)) END AS owner,
  CASE WHEN p.proacl IS NULL THEN '["EXECUTE TO PUBLIC","EXECUTE TO {owner}"]' ELSE array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN p.proowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = p.proowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(p.proacl) x
    ORDER BY 1))::text END AS acl,
  d.description AS comment
FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
ORDER BY n.nspname, p.proname, oidvectortypes(p.proargtypes) COLLATE "C"
