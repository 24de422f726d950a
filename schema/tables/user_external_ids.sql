-- SPDX-License-Identifier: Apache-2.0
-- Who a token's subject is. Both foreign keys carry the tenant, so an identity crosses no border of tenant or issuer.
CREATE TABLE user_external_ids (
  tenant_id uuid NOT NULL DEFAULT erun_current_tenant_id() REFERENCES tenants (tenant_id),
  user_id uuid NOT NULL,
  issuer text NOT NULL,
  external_id text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, issuer, external_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, user_id),
  FOREIGN KEY (tenant_id, issuer) REFERENCES tenant_issuers (tenant_id, issuer)
);
