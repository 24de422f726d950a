-- SPDX-License-Identifier: Apache-2.0
-- A customer, or (once) the operator of the system. Not tenant-owned: it is the root by which a tenant is found, and is
-- protected by grants instead of policies.
CREATE TABLE tenants (
  tenant_id uuid PRIMARY KEY DEFAULT uuidv7(),
  name text NOT NULL UNIQUE,
  type text NOT NULL DEFAULT 'COMPANY' CHECK (type IN ('OPERATIONS', 'COMPANY')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
