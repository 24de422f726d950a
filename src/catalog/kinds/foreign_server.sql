-- Options whose name says that they are secret are told without their value.
-- kind: foreign_server
-- identity: name
-- when: pg_catalog.pg_foreign_server
-- missing: high
-- unexpected: high
-- attribute: wrapper severity=high
-- attribute: type severity=low
-- attribute: version severity=low
-- attribute: owner severity=high
-- attribute: acl severity=high form=set
-- attribute: options severity=high form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  s.srvname AS name,
  w.fdwname AS wrapper,
  s.srvtype AS type,
  s.srvversion AS version,
  CASE s.srvowner WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(s.srvowner)) END AS owner,
  array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN s.srvowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = s.srvowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(coalesce(s.srvacl, acldefault('S', s.srvowner))) x
    ORDER BY 1)) AS acl,
  CASE WHEN s.srvoptions IS NOT NULL THEN array_to_json(ARRAY(
    SELECT (CASE WHEN split_part(o, '=', 1) ~* 'passw|secret|token|credential|key|passfile'
                 THEN split_part(o, '=', 1) || '={hidden}' ELSE o END) COLLATE "C"
    FROM unnest(s.srvoptions) o
    ORDER BY 1)) END AS options,
  d.description AS comment
FROM pg_catalog.pg_foreign_server s
  JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = s.oid AND d.classoid = 'pg_catalog.pg_foreign_server'::regclass AND d.objsubid = 0
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_foreign_server'::regclass AND e.objid = s.oid
                    AND e.deptype = 'e')
ORDER BY s.srvname
