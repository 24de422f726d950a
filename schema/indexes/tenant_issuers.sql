-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX tenant_issuers_tenant_id_created_at_idx ON tenant_issuers (tenant_id, created_at);
