CREATE TABLE projects (
  project_id uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  name text NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (tenant_id, project_id),
  UNIQUE (tenant_id, name)
);

-- A child of projects: the foreign key carries the tenant, so a task cannot hang on another tenant's project.
CREATE TABLE tasks (
  task_id uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  project_id uuid NOT NULL,
  title text NOT NULL,
  state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'DONE')),
  assignee_id uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (tenant_id, task_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, project_id) ON DELETE CASCADE
);

CREATE INDEX projects_tenant_id_created_at_idx ON projects (tenant_id, created_at);

CREATE INDEX tasks_tenant_id_project_id_idx ON tasks (tenant_id, project_id);
CREATE INDEX tasks_tenant_id_assignee_id_idx ON tasks (tenant_id, assignee_id);

CREATE TRIGGER projects_set_timestamps BEFORE INSERT OR UPDATE ON projects
  FOR EACH ROW EXECUTE FUNCTION erun_set_timestamps();

CREATE TRIGGER tasks_set_timestamps BEFORE INSERT OR UPDATE ON tasks
  FOR EACH ROW EXECUTE FUNCTION erun_set_timestamps();

ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE projects FORCE ROW LEVEL SECURITY;

CREATE POLICY projects_tenant_policy ON projects TO erun_tenant
  USING (tenant_id = erun_current_tenant_id()) WITH CHECK (tenant_id = erun_current_tenant_id());
CREATE POLICY projects_operations_policy ON projects TO erun_operations
  USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON projects TO erun_tenant, erun_operations;

ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
ALTER TABLE tasks FORCE ROW LEVEL SECURITY;

CREATE POLICY tasks_tenant_policy ON tasks TO erun_tenant
  USING (tenant_id = erun_current_tenant_id()) WITH CHECK (tenant_id = erun_current_tenant_id());
CREATE POLICY tasks_operations_policy ON tasks TO erun_operations
  USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON tasks TO erun_tenant, erun_operations;

-- A task outlives its assignee. Only the assignee is set to NULL, never the tenant beside it.
ALTER TABLE tasks ADD CONSTRAINT tasks_tenant_id_assignee_id_fkey FOREIGN KEY (tenant_id, assignee_id)
  REFERENCES users (tenant_id, user_id) ON DELETE SET NULL (assignee_id);
