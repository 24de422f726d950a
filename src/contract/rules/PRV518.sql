-- rule: PRV518
-- title: The application can make schemas or temporary objects
-- severity: high
-- object: database
-- about: database.acl, database.owner
-- needs: tenant role, operations role
-- knob: temporary =: roles that may make temporary tables
-- why: Temporary objects come before all others when a name is looked up, and stay as long as the pooled session: one
--   tenant's request leaves a type or a table behind, the next one's finds it. PUBLIC may make them unless that was taken
--   away. CREATE on the database makes whole schemas.
-- fix: REVOKE {privileges|sql} ON DATABASE {database} FROM {grantee|role};
-- bad: DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$;
-- false positives: A login that works with temporary tables; name it in the knob temporary, and take the right from PUBLIC
--   all the same.
SELECT s.database AS name,
  CASE WHEN g.grantee = g.owner THEN g.grantee || ' owns the database, so it has ' ELSE g.grantee || ' has ' END
    || list_text(json_group_array(DISTINCT g.privilege)) AS message,
  list_text(json_group_array(DISTINCT g.privilege)) AS privileges, s.database, g.grantee,
  CASE WHEN g.grantee = g.owner THEN 'ALTER DATABASE {database} OWNER TO {new_owner};' END AS fix,
  (SELECT value FROM setting WHERE name = 'roles.owners' AND position = 1) AS new_owner
FROM effective_grant g CROSS JOIN server s
WHERE g.kind = 'database' AND +g.privilege IN ('CREATE', 'TEMPORARY')
  AND NOT (g.privilege = 'TEMPORARY' AND g.grantee IN (SELECT value FROM setting WHERE name = 'PRV518.temporary'))
GROUP BY g.grantee;
