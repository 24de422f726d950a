-- SPDX-License-Identifier: Apache-2.0
-- A task outlives its assignee. Only the assignee is set to NULL, never the tenant beside it.
ALTER TABLE tasks ADD CONSTRAINT tasks_tenant_id_assignee_id_fkey FOREIGN KEY (tenant_id, assignee_id)
  REFERENCES users (tenant_id, user_id) ON DELETE SET NULL (assignee_id);
