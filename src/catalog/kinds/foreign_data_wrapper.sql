-- kind: foreign_data_wrapper
-- identity: name
-- when: pg_catalog.pg_foreign_data_wrapper
-- missing: high
-- unexpected: high
-- attribute: owner severity=high
-- attribute: acl severity=high form=set
-- attribute: handler severity=high
-- attribute: validator severity=medium
-- attribute: options severity=medium form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  w.fdwname AS name,
  CASE w.fdwowner WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(w.fdwowner)) END AS owner,
  array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN w.fdwowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = w.fdwowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(coalesce(w.fdwacl, acldefault('F', w.fdwowner))) x
    ORDER BY 1)) AS acl,
  CASE WHEN w.fdwhandler <> 0 THEN w.fdwhandler::regproc END AS handler,
  CASE WHEN w.fdwvalidator <> 0 THEN w.fdwvalidator::regproc END AS validator,
  CASE WHEN w.fdwoptions IS NOT NULL THEN array_to_json(ARRAY(
    SELECT (CASE WHEN split_part(o, '=', 1) ~* 'passw|secret|token|credential|key|passfile'
                 THEN split_part(o, '=', 1) || '={hidden}' ELSE o END) COLLATE "C"
    FROM unnest(w.fdwoptions) o
    ORDER BY 1)) END AS options,
  d.description AS comment
FROM pg_catalog.pg_foreign_data_wrapper w
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = w.oid AND d.classoid = 'pg_catalog.pg_foreign_data_wrapper'::regclass AND d.objsubid = 0
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_foreign_data_wrapper'::regclass AND e.objid = w.oid
                    AND e.deptype = 'e')
ORDER BY w.fdwname
