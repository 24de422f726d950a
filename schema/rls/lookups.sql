-- SPDX-License-Identifier: Apache-2.0
-- How a request finds its tenant before it has one: erun_tenant may not read the root tables, but may ask for the tenant
-- of one issuer that it already knows. Runs with the rights of its owner; so its names are bound when it is created, and the
-- search_path is pinned besides.
CREATE FUNCTION erun_tenant_id_by_issuer(wanted text) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  RETURN (SELECT tenant_id FROM public.tenant_issuers WHERE issuer = wanted);

GRANT EXECUTE ON FUNCTION erun_tenant_id_by_issuer(text) TO erun_tenant, erun_operations;
