-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX projects_tenant_id_created_at_idx ON projects (tenant_id, created_at);
