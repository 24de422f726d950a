-- The server shows the options of a user mapping to few roles (superusers, and the owner of the foreign server for
-- PUBLIC's); others get "{not seen}", which is compared with nothing. Secret ones are told without their value.
-- kind: user_mapping
-- parent: foreign_server
-- identity: server role
-- when: pg_catalog.pg_foreign_server
-- missing: medium
-- unexpected: high
-- attribute: options severity=high form=set
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  m.srvname AS server,
  CASE m.umuser WHEN 0 THEN 'PUBLIC' WHEN (SELECT role FROM migration) THEN '{migration role}'
                ELSE quote_ident(pg_get_userbyid(m.umuser)) END AS role,
  -- As pg_user_mappings itself decides.
  CASE WHEN m.umoptions IS NOT NULL THEN array_to_json(ARRAY(
    SELECT (CASE WHEN split_part(o, '=', 1) ~* 'passw|secret|token|credential|key|passfile'
                 THEN split_part(o, '=', 1) || '={hidden}' ELSE o END) COLLATE "C"
    FROM unnest(m.umoptions) o
    ORDER BY 1))::text
       WHEN NOT ((SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)
                 OR CASE WHEN m.umuser = 0 THEN pg_has_role(s.srvowner, 'USAGE')
                         ELSE pg_get_userbyid(m.umuser) = current_user
                              AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) END)
       THEN '{not seen}' END AS options
FROM pg_catalog.pg_user_mappings m
  JOIN pg_catalog.pg_foreign_server s ON s.oid = m.srvid
ORDER BY 1, 2
