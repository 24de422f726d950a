-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX project_members_tenant_id_user_id_idx ON project_members (tenant_id, user_id);
