-- SPDX-License-Identifier: Apache-2.0
-- Which tenants there are is nobody's business but operations': erun_tenant may not even read. Foreign keys to tenant_issuers work
-- all the same, for they are checked with the rights of the table's owner.
GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_issuers TO erun_operations;
