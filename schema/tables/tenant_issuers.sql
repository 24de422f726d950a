-- SPDX-License-Identifier: Apache-2.0
-- Which tenant the tokens of an issuer belong to. Many issuers for a tenant, one tenant for an issuer.
CREATE TABLE tenant_issuers (
  tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
  issuer text PRIMARY KEY,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (tenant_id, issuer)
);
