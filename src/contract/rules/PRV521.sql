-- rule: PRV521
-- title: Parameter of the server is for others to set
-- severity: high
-- object: parameter_privilege
-- about: parameter_privilege
-- knob: parameters =: parameters that may be granted
-- why: session_replication_role, for one, switches foreign keys and triggers off for a session. What only superusers may
--   set is so for a reason, and a grant on it holds in every database of the cluster.
-- fix: REVOKE ALL ON PARAMETER {parameter|sql} FROM {grantee|role};
-- bad: GRANT SET ON PARAMETER session_replication_role TO erun_api;
-- false positives: Parameters without harm (track_functions, say); name them in the knob parameters.
SELECT p.parameter || ', ' || p.grantee AS name, p.grantee || ' has ' || list_text(p.privileges) || ' on it' AS message,
  p.parameter, p.grantee
FROM parameter_privilege p
WHERE p.reach <> 'no' AND p.parameter NOT IN (SELECT value FROM setting WHERE name = 'PRV521.parameters')
  AND p.grantee IS NOT (SELECT migration_role FROM server)
  AND NOT EXISTS (SELECT 1 FROM role r WHERE r.name = p.grantee AND r.superuser = 1);
