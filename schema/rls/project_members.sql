-- SPDX-License-Identifier: Apache-2.0
ALTER TABLE project_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE project_members FORCE ROW LEVEL SECURITY;

CREATE POLICY project_members_tenant_policy ON project_members TO erun_tenant
  USING (tenant_id = erun_current_tenant_id()) WITH CHECK (tenant_id = erun_current_tenant_id());
CREATE POLICY project_members_operations_policy ON project_members TO erun_operations
  USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON project_members TO erun_tenant, erun_operations;
