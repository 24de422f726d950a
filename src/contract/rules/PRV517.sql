-- rule: PRV517
-- title: The application can make objects in a schema
-- severity: high
-- object: schema
-- about: schema.acl, schema.owner
-- needs: tenant role, operations role
-- why: What a role can make it can name like something else: a function or a table that others find first on their
--   search_path. And tables that a role of all tenants owns have no border between them.
-- fix: REVOKE CREATE ON SCHEMA {object} FROM {grantee|role};
-- bad: GRANT CREATE ON SCHEMA public TO erun_tenant;
-- false positives: None for the schemas of the application. Databases from before PostgreSQL 15 let PUBLIC create in public.
SELECT g.name,
  CASE WHEN g.grantee = g.owner THEN g.grantee || ' owns it' ELSE g.grantee || ' may CREATE in it' END
    || CASE WHEN min(g.role <> g.grantee) AND g.grantee <> 'PUBLIC' THEN ', and ' || min(g.role) || ' has its privileges'
            ELSE '' END AS message,
  g.grantee, CASE WHEN g.grantee = g.owner THEN 'ALTER SCHEMA {object} OWNER TO {new_owner};' END AS fix,
  (SELECT value FROM setting WHERE name = 'roles.owners' AND position = 1) AS new_owner
FROM effective_grant g
WHERE g.privilege = 'CREATE' AND +g.kind = 'schema'
GROUP BY g.name, g.grantee;
