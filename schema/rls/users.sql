-- SPDX-License-Identifier: Apache-2.0
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;

CREATE POLICY users_tenant_policy ON users TO erun_tenant
  USING (tenant_id = erun_current_tenant_id()) WITH CHECK (tenant_id = erun_current_tenant_id());
CREATE POLICY users_operations_policy ON users TO erun_operations
  USING (true) WITH CHECK (true);

-- The key is not among the columns that a tenant may insert: it comes from its default. Who can insert a key of his choice
-- can read the row of another tenant that has it, through ON CONFLICT … DO UPDATE … WHERE (PostgreSQL 18.4 looks at
-- the row before its policies).
GRANT SELECT, UPDATE, DELETE ON users TO erun_tenant;
GRANT INSERT (tenant_id, username, created_at, updated_at) ON users TO erun_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON users TO erun_operations;
