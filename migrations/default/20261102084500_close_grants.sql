-- Nobody but the owner makes anything in the schema, and nothing that is still to be made is anybody's by default.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION erun_current_tenant_id(), erun_set_timestamps() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erun_current_tenant_id() TO erun_tenant, erun_operations;

-- How a request finds its tenant before it has one: erun_tenant may not read the root tables, but may ask for the tenant
-- of one issuer that it already knows. Runs with the rights of its owner; so its names are bound when it is created, and the
-- search_path is pinned besides.
CREATE FUNCTION erun_tenant_id_by_issuer(wanted text) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  RETURN (SELECT tenant_id FROM public.tenant_issuers WHERE issuer = wanted);

GRANT EXECUTE ON FUNCTION erun_tenant_id_by_issuer(text) TO erun_tenant, erun_operations;

-- The key is not among the columns that a tenant may insert: it comes from its default. Who can insert a key of his choice
-- can read the row of another tenant that has it, through ON CONFLICT … DO UPDATE … WHERE (PostgreSQL 18.4 looks at
-- the row before its policies).
REVOKE INSERT ON users FROM erun_tenant;
GRANT INSERT (tenant_id, username, created_at, updated_at) ON users TO erun_tenant;
REVOKE INSERT ON projects FROM erun_tenant;
GRANT INSERT (tenant_id, name, archived, created_at, updated_at) ON projects TO erun_tenant;
REVOKE INSERT ON tasks FROM erun_tenant;
GRANT INSERT (tenant_id, project_id, title, state, assignee_id, created_at, updated_at, due_on) ON tasks TO erun_tenant;
