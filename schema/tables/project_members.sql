-- SPDX-License-Identifier: Apache-2.0
-- Who works on a project: a private join table. Its key is what it joins, so it needs no other.
CREATE TABLE project_members (
  tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  project_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role text NOT NULL DEFAULT 'MEMBER' CHECK (role IN ('LEAD', 'MEMBER')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, project_id, user_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, project_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, user_id) ON DELETE CASCADE
);
