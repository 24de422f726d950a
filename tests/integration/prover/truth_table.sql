-- SPDX-License-Identifier: Apache-2.0
-- A row for each combination that a predicate may tell apart, and a function that says which of them it lets through.
CREATE FUNCTION public.erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE
  RETURN NULLIF(pg_catalog.current_setting('erun.tenant_id', true), '')::pg_catalog.uuid;

CREATE TABLE rows AS
SELECT row_number() OVER () AS row_id, tenant_id, owner_id, label, amount, open
FROM (VALUES ('00000000-0000-7000-8000-00000000000a'::uuid), ('00000000-0000-7000-8000-00000000000b'::uuid), (NULL)) t (tenant_id),
     (VALUES ('00000000-0000-7000-8000-00000000000a'::uuid), ('00000000-0000-7000-8000-00000000000b'::uuid),
             ('00000000-0000-7000-8000-00000000000c'::uuid), (NULL)) o (owner_id),
     (VALUES ('00000000-0000-7000-8000-00000000000a'), ('00000000-0000-7000-8000-00000000000A'), (''), ('x')) l (label),
     (VALUES (1), (2), (NULL)) a (amount),
     (VALUES (true), (false), (NULL)) b (open);
CREATE POLICY p ON rows USING (true);

-- The predicate as the server prints it.
CREATE FUNCTION deparse(predicate text) RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  EXECUTE format('ALTER POLICY p ON public.rows USING (%s)', predicate);
  RETURN (SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polname = 'p');
END $$;

-- How many rows it lets through that are not the session's, and how many that are. An error lets nothing through: then
-- each row is asked by itself, as an index might do.
CREATE FUNCTION judge(predicate text, OUT foreign_rows bigint, OUT own_rows bigint) LANGUAGE plpgsql AS $$
DECLARE
  tenant text := current_setting('erun.tenant_id', true);
  each rows;
  through boolean;
BEGIN
  EXECUTE format('SELECT count(*) FILTER (WHERE (tenant_id::text = lower($1)) IS NOT TRUE),
                         count(*) FILTER (WHERE tenant_id::text = lower($1)) FROM rows WHERE %s', predicate)
    INTO foreign_rows, own_rows USING tenant;
EXCEPTION WHEN invalid_text_representation THEN
  foreign_rows := 0;
  own_rows := 0;
  FOR each IN SELECT * FROM rows WHERE amount = 1 LOOP
    BEGIN
      EXECUTE format('SELECT %s FROM (SELECT ($1).*) r', predicate) INTO through USING each;
      IF through THEN
        IF each.tenant_id::text = lower(tenant) THEN own_rows := own_rows + 1; ELSE foreign_rows := foreign_rows + 1; END IF;
      END IF;
    EXCEPTION WHEN invalid_text_representation THEN NULL;
    END;
  END LOOP;
END $$;
