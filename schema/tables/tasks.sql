-- SPDX-License-Identifier: Apache-2.0
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
  due_on date,
  UNIQUE (tenant_id, task_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, project_id) ON DELETE CASCADE
);
