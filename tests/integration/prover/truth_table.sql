-- SPDX-License-Identifier: Apache-2.0
-- A row for each combination that a predicate may tell apart, where tenants are UUIDs (uuid_rows) and where they are
-- texts (text_rows), and a function that says which of them it lets through.
CREATE FUNCTION public.uuid_tenant() RETURNS uuid LANGUAGE sql STABLE
  RETURN NULLIF(pg_catalog.current_setting('erun.tenant_id', true), '')::pg_catalog.uuid;
CREATE FUNCTION public.text_tenant() RETURNS text LANGUAGE sql STABLE
  RETURN NULLIF(pg_catalog.current_setting('erun.tenant_id', true), '');

CREATE DOMAIN public.uuid_key AS uuid;
CREATE DOMAIN public.text_key AS text;

-- What the server puts in place of the call, and what it cannot.
CREATE FUNCTION public.is_mine(uuid) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT $1 = public.uuid_tenant()';
CREATE FUNCTION public.is_mine(text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT $1 = public.text_tenant()';
CREATE FUNCTION public.is_free(anyelement) RETURNS boolean LANGUAGE plpgsql STABLE STRICT AS 'BEGIN RETURN true; END';

CREATE TABLE uuid_rows AS
SELECT row_number() OVER () AS row_id, tenant_id, owner_id, label, amount, open, members, flags, price, owner_id::public.uuid_key AS own
FROM (VALUES ('00000000-0000-7000-8000-00000000000a'::uuid), ('00000000-0000-7000-8000-00000000000b'::uuid), (NULL)) t (tenant_id),
     (VALUES ('00000000-0000-7000-8000-00000000000a'::uuid), ('00000000-0000-7000-8000-00000000000b'::uuid),
             ('00000000-0000-7000-8000-00000000000c'::uuid), (NULL)) o (owner_id),
     (VALUES ('00000000-0000-7000-8000-00000000000a'), ('00000000-0000-7000-8000-00000000000A'), (''), ('x'), (NULL)) l (label),
     (VALUES (1, true, '{}'::uuid[], B'00', 1.0), (1, false, '{00000000-0000-7000-8000-00000000000a}', B'01', 1.00),
             (1, NULL, '{00000000-0000-7000-8000-00000000000a, 00000000-0000-7000-8000-00000000000b}', B'11', NULL),
             (2, true, '{00000000-0000-7000-8000-00000000000b}', NULL, 2), (2, false, NULL, B'10', 1.0),
             (2, NULL, '{00000000-0000-7000-8000-00000000000b, NULL}', B'00', 1.00), (NULL, true, NULL, B'01', 10),
             (NULL, false, '{}', B'11', 1), (NULL, NULL, '{00000000-0000-7000-8000-00000000000a, NULL}', B'10', 0)
     ) r (amount, open, members, flags, price);

-- The same with a second spelling of a tenant, which is another tenant here, and one that has no name at all.
CREATE TABLE text_rows AS
SELECT row_number() OVER () AS row_id, t.tenant_id, owner_id::text, label, amount, open, members::text[], flags, price,
       owner_id::text::public.text_key AS own
FROM uuid_rows r
  CROSS JOIN LATERAL (SELECT r.tenant_id::text UNION SELECT upper(r.tenant_id::text)
                      UNION SELECT '' WHERE r.tenant_id IS NULL) t (tenant_id);

CREATE TABLE public.shares (tenant_id text, open boolean);
INSERT INTO public.shares VALUES ('00000000-0000-7000-8000-00000000000a', true), ('00000000-0000-7000-8000-00000000000b', false);
-- Another row each time.
CREATE VIEW public.chance AS SELECT random() < 0.5 AS open;

CREATE POLICY p ON uuid_rows USING (true);
CREATE POLICY p ON text_rows USING (true);

-- The predicate as the server prints it.
CREATE FUNCTION deparse(predicate text, rows regclass) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER POLICY p ON %s USING (%s)', rows, predicate);
  SET LOCAL search_path = pg_catalog;
  RETURN (SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = rows);
END $$;

-- How many rows it lets through that are not the session's, and how many that are. An error lets nothing through: then
-- each row is asked by itself, as an index might do.
CREATE FUNCTION judge(predicate text, rows regclass, OUT foreign_rows bigint, OUT own_rows bigint) LANGUAGE plpgsql AS $$
DECLARE
  tenant text;
  each record;
  through boolean;
BEGIN
  BEGIN
    EXECUTE format('SELECT public.%s()', replace(rows::text, 'rows', 'tenant')) INTO tenant;
  EXCEPTION WHEN invalid_text_representation THEN
    tenant := NULL;
  END;
  EXECUTE format('SELECT count(*) FILTER (WHERE (tenant_id::text = $1) IS NOT TRUE),
                         count(*) FILTER (WHERE tenant_id::text = $1) FROM %s WHERE %s', rows, predicate)
    INTO foreign_rows, own_rows USING tenant;
EXCEPTION WHEN invalid_text_representation OR cardinality_violation OR undefined_object THEN
  foreign_rows := 0;
  own_rows := 0;
  FOR each IN EXECUTE format('SELECT row_id, tenant_id::text = $1 AS is_own FROM %s WHERE amount = 1 AND row_id %% 5 < 2', rows) USING tenant LOOP
    BEGIN
      EXECUTE format('SELECT %s FROM %s WHERE row_id = $1', predicate, rows) INTO through USING each.row_id;
      IF through THEN
        IF each.is_own THEN own_rows := own_rows + 1; ELSE foreign_rows := foreign_rows + 1; END IF;
      END IF;
    EXCEPTION WHEN invalid_text_representation OR cardinality_violation OR undefined_object THEN NULL;
    END;
  END LOOP;
END $$;
