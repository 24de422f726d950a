-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX usage_events_tenant_id_project_id_created_at_idx ON usage_events (tenant_id, project_id, created_at);
