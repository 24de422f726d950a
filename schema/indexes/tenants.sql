-- SPDX-License-Identifier: Apache-2.0
-- The first tenant is bootstrapped once and never again.
CREATE UNIQUE INDEX tenants_single_operations_idx ON tenants (type) WHERE type = 'OPERATIONS';
