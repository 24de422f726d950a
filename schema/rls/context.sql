-- SPDX-License-Identifier: Apache-2.0
-- The tenant of the current transaction: NULL where the setting is missing or empty, so that no tenant means no rows.
-- The body is an SQL-standard one: its names are bound when the function is created, and no search_path or temporary
-- object of a session can change what it means. It stays inlinable, so the predicate can use an index.
CREATE FUNCTION erun_current_tenant_id() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(pg_catalog.current_setting('erun.tenant_id', true), '')::pg_catalog.uuid;

GRANT EXECUTE ON FUNCTION erun_current_tenant_id() TO erun_tenant, erun_operations;
