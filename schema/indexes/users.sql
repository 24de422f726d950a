-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX users_tenant_id_created_at_idx ON users (tenant_id, created_at);
