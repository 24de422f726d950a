-- SPDX-License-Identifier: Apache-2.0
-- What may happen to a database of the blueprint, one block each, with who has to notice. mutations_test.cpp runs every
-- block in a transaction of its own on the reference database and judges what is there then.
--
--   -- M001: RLS001 RLS003    the rules that must speak; "drift" stands for the comparison with the state before
--   -- what has happened      and anything else up to the next block is SQL
--
-- An M block is a breach, and each that it names must find it. An N block is none: no rule may speak.

-- M001: RLS001 RLS003
-- Row security switched off: the policies are still there, and do nothing.
ALTER TABLE users DISABLE ROW LEVEL SECURITY;

-- M002: RLS002
-- The owner is not bound any more.
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;

-- M005: RLS004 RLS011
-- The tenant policy is gone, its grants are not.
DROP POLICY users_tenant_policy ON users;

-- M006: RLS005 RLS011
-- The operations policy is gone.
DROP POLICY users_operations_policy ON users;

-- M009: RLS008
-- A policy under another name.
ALTER POLICY users_operations_policy ON users RENAME TO ops;

-- M010: RLS012 RLS013 RLS015 RLS018
-- The two roles changed places.
ALTER POLICY users_tenant_policy ON users TO erun_operations;
ALTER POLICY users_operations_policy ON users TO erun_tenant;

-- M011: RLS006
-- The tenant policy counts for everybody.
ALTER POLICY users_tenant_policy ON users TO PUBLIC;

-- M012: RLS012 RLS013 RLS015 RLS016
-- The operations policy counts for tenants, too.
ALTER POLICY users_operations_policy ON users TO erun_operations, erun_tenant;

-- M013: RLS006 RLS012 RLS015 RLS016
-- The operations policy counts for everybody.
ALTER POLICY users_operations_policy ON users TO PUBLIC;

-- M014: RLS008 RLS012 RLS015 RLS016
-- Somebody was debugging.
CREATE POLICY users_debug ON users FOR SELECT TO erun_tenant USING (true);

-- M015: RLS012 RLS016
-- True for every row, without saying so.
CREATE POLICY users_tenant_select ON users FOR SELECT TO erun_tenant USING (tenant_id IS NOT NULL);

-- M016: RLS012 RLS014 RLS023
-- Another way in, by a setting that every session may set.
ALTER POLICY users_tenant_policy ON users
  USING (tenant_id = erun_current_tenant_id() OR current_setting('erun.is_operations', true) = 'on');

-- M017: RLS012 RLS014
-- Another way in, for those who could be operators.
ALTER POLICY users_tenant_policy ON users
  USING (tenant_id = erun_current_tenant_id() OR pg_has_role(session_user, 'erun_operations', 'MEMBER'));

-- M020: RLS012
-- Open as long as no tenant is set.
ALTER POLICY users_tenant_policy ON users USING ((tenant_id <> erun_current_tenant_id()) IS NOT TRUE);

-- M021: RLS012 RLS015
-- All rows are seen.
ALTER POLICY users_tenant_policy ON users USING (true);

-- M022: RLS013 RLS015
-- All rows may be written.
ALTER POLICY users_tenant_policy ON users WITH CHECK (true);

-- M024: RLS009
-- Rows may be written, none are seen.
DROP POLICY users_tenant_policy ON users;
CREATE POLICY users_tenant_policy ON users TO erun_tenant WITH CHECK (tenant_id = erun_current_tenant_id());

-- M025: RLS011
-- For reading only, where writing is granted.
DROP POLICY users_tenant_policy ON users;
CREATE POLICY users_tenant_policy ON users FOR SELECT TO erun_tenant USING (tenant_id = erun_current_tenant_id());

-- M026: RLS010 RLS011
-- For UPDATE only, and without WITH CHECK.
DROP POLICY users_tenant_policy ON users;
CREATE POLICY users_tenant_policy ON users FOR UPDATE TO erun_tenant USING (tenant_id = erun_current_tenant_id());

-- M028: RLS023
-- Past the context function; an empty setting is an error.
ALTER POLICY users_tenant_policy ON users USING (tenant_id = current_setting('erun.tenant_id', true)::uuid);

-- M029: RLS023 RLS024
-- Compared as texts.
ALTER POLICY users_tenant_policy ON users USING (tenant_id::text = current_setting('erun.tenant_id', true));

-- M034: RLS018
-- Operations see one tenant.
ALTER POLICY users_operations_policy ON users USING (tenant_id = erun_current_tenant_id());

-- M038: RLS026
-- The root of all tenants is behind a tenant's policy.
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenants_own ON tenants TO erun_tenant USING (tenant_id = erun_current_tenant_id());

-- M039: RLS027
-- A table that nobody classified, granted to tenants.
CREATE TABLE feature_flags (name text PRIMARY KEY, enabled boolean);
GRANT SELECT, UPDATE ON feature_flags TO erun_tenant;

-- M040: COL204 COL205 RLS001
-- A new tenant table with nothing that makes it one.
CREATE TABLE invoices (invoice_id uuid PRIMARY KEY DEFAULT uuidv7(), tenant_id uuid NOT NULL, total integer);
GRANT SELECT, INSERT ON invoices TO erun_tenant;

-- M041: RLS028
-- A copy where nobody looks.
CREATE SCHEMA spare;
CREATE TABLE spare.users AS SELECT * FROM users;
GRANT USAGE ON SCHEMA spare TO erun_tenant;
GRANT SELECT ON spare.users TO erun_tenant;

-- M050: CTX103 CTX112
-- An empty setting is an error.
CREATE OR REPLACE FUNCTION erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT current_setting('erun.tenant_id', true)::uuid $$;

-- M051: CTX103 CTX112
-- Where no tenant is set there is one all the same.
CREATE OR REPLACE FUNCTION erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT coalesce(nullif(current_setting('erun.tenant_id', true), ''), '00000000-0000-0000-0000-000000000000')::uuid $$;

-- M052: CTX103
-- A missing setting is an error. (In a session that once had the setting it is not, so only the text tells.)
CREATE OR REPLACE FUNCTION erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('erun.tenant_id'), '')::uuid $$;

-- M054: CTX104
-- Plans keep the first tenant.
ALTER FUNCTION erun_current_tenant_id() IMMUTABLE;

-- M056: CTX105 OBJ405 OBJ406 RLS021
-- With the rights of its owner.
ALTER FUNCTION erun_current_tenant_id() SECURITY DEFINER;

-- M060: CTX101
-- A second one of that name, which can be called without arguments.
CREATE FUNCTION erun_current_tenant_id(wanted text DEFAULT NULL) RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid';

-- M061: CTX108
-- Tenants may not call it.
REVOKE EXECUTE ON FUNCTION erun_current_tenant_id() FROM erun_tenant;

-- M062: CTX109
-- It is called before policies are.
ALTER FUNCTION erun_current_tenant_id() LEAKPROOF;

-- M063: CTX110
-- Every session of the database has a tenant.
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET erun.tenant_id = %L', current_database(), 'bbbbbbbb-0000-7000-8000-000000000000'); END $$;

-- M066: CTX111
-- What a name means is decided by whoever may create something in public.
ALTER ROLE erun_api SET search_path = public, pg_catalog;

-- M067: COL204 CTX101
-- The policies follow the function to its new name; nothing else does.
ALTER FUNCTION erun_current_tenant_id() RENAME TO current_tenant;

-- M068: CTX103
-- A back door, for those who know the name of the client.
CREATE OR REPLACE FUNCTION erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN current_setting('application_name') = 'psql' THEN nullif(current_setting('erun.shadow', true), '')::uuid
              ELSE nullif(current_setting('erun.tenant_id', true), '')::uuid END $$;

-- M080: COL210
-- A name that one tenant takes from all others.
ALTER TABLE users ADD CONSTRAINT users_username_key UNIQUE (username);

-- M081: drift
-- A tenant's names are not unique any more.
ALTER TABLE users DROP CONSTRAINT users_tenant_id_username_key;

-- M082: COL210 COL212
-- The same by an expression.
CREATE UNIQUE INDEX users_lower_username_idx ON users (lower(username));

-- M083: drift
-- An index is gone; another one begins with the tenant, too.
DROP INDEX users_tenant_id_created_at_idx;

-- M095: COL203 RLS001
-- The tenant is a text.
CREATE TABLE notes (note_id uuid PRIMARY KEY DEFAULT uuidv7(), tenant_id text NOT NULL);
GRANT SELECT ON notes TO erun_tenant;

-- M098: TRG301
-- Without time zone.
ALTER TABLE users ALTER COLUMN created_at TYPE timestamp;

-- M099: drift
-- An identity may name an issuer of another tenant.
ALTER TABLE user_external_ids DROP CONSTRAINT user_external_ids_tenant_id_issuer_fkey;

-- M109: TRG306
-- created_at can be changed.
CREATE OR REPLACE FUNCTION erun_set_timestamps() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN NEW.updated_at := coalesce(NEW.updated_at, now()); RETURN NEW; END $$;

-- M110: OBJ405 OBJ406 TRG306
-- With the rights of its owner, wherever names lead, for everybody.
ALTER FUNCTION erun_set_timestamps() SECURITY DEFINER RESET search_path;
GRANT EXECUTE ON FUNCTION erun_set_timestamps() TO PUBLIC;

-- M111: TRG307
-- A trigger that nobody ordered.
CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER users_audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION spy();

-- M112: TRG307 TRG308
-- It comes after the timestamps, and takes one away.
CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.updated_at := NULL; RETURN NEW; END';
CREATE TRIGGER users_zz BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION spy();

-- M113: TRG313
-- Deleting does nothing.
CREATE RULE users_no_delete AS ON DELETE TO users DO INSTEAD NOTHING;

-- M114: TRG312
-- Something runs after every command.
CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION watch();

-- M121: OBJ401
-- A view that reads with its owner's rights.
CREATE VIEW user_names WITH (security_invoker = true) AS SELECT username FROM users;
ALTER VIEW user_names OWNER TO erun_owner;
GRANT SELECT ON user_names TO erun_tenant;
ALTER VIEW user_names SET (security_invoker = false);

-- M122: OBJ402 OBJ404
-- A copy of all tenants, under no policy.
CREATE MATERIALIZED VIEW user_cache AS SELECT * FROM users;
GRANT SELECT ON user_cache TO erun_tenant;

-- M123: OBJ405 OBJ406 OBJ407
-- A function that counts everybody's users for anybody.
CREATE FUNCTION count_users() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM users';
GRANT EXECUTE ON FUNCTION count_users() TO PUBLIC;

-- M129: OBJ411
-- An operator between the server's own types.
CREATE FUNCTION same(uuid, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR public.= (LEFTARG = uuid, RIGHTARG = text, FUNCTION = same);

-- M130: OBJ411
-- A cast between them.
CREATE FUNCTION uuid_of(jsonb) RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid';
CREATE CAST (jsonb AS uuid) WITH FUNCTION uuid_of(jsonb) AS ASSIGNMENT;

-- M131: OBJ415
-- A large object, which no policy covers.
SELECT lo_create(424242);

-- M132: OBJ410
-- A function in the server's own memory.
CREATE FUNCTION backend() RETURNS integer LANGUAGE internal AS 'pg_backend_pid';

-- M133: CTX109
-- A function that may be called on what is hidden.
CREATE FUNCTION peek(text) RETURNS boolean LANGUAGE plpgsql LEAKPROOF AS 'BEGIN RETURN true; END';

-- M134: OBJ417 RLS027
-- Tenants own a table.
CREATE TABLE scratch (x integer);
ALTER TABLE scratch OWNER TO erun_tenant;

-- M135: OBJ405 OBJ406 OBJ407
-- A look-up with a superuser's rights. An empty search_path does not keep temporary objects out.
CREATE FUNCTION tenant_lookup(wanted text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS 'SELECT tenant_id FROM public.tenant_issuers WHERE issuer = wanted';
GRANT EXECUTE ON FUNCTION tenant_lookup(text) TO erun_tenant;

-- M136: OBJ403
-- A view that hides rows, but from planners only.
CREATE VIEW all_tenants AS SELECT name FROM tenants WHERE tenant_id = erun_current_tenant_id();
ALTER VIEW all_tenants OWNER TO erun_owner;

-- M140: PRV501
-- No policy counts for tenants.
ALTER ROLE erun_tenant BYPASSRLS;

-- M142: PRV502
-- Tenants log in directly.
ALTER ROLE erun_tenant LOGIN;

-- M143: PRV502
-- Operators make roles.
ALTER ROLE erun_operations CREATEROLE;

-- M144: PRV503
-- The login is an operator before it has said so.
GRANT erun_operations TO erun_api WITH INHERIT TRUE;

-- M145: PRV504 RLS015
-- Tenants are operators.
GRANT erun_operations TO erun_tenant;

-- M146: PRV505
-- The login may make others operators.
GRANT erun_operations TO erun_api WITH ADMIN OPTION;

-- M147: PRV503 PRV506
-- One more who is an operator.
CREATE ROLE intern LOGIN;
GRANT erun_operations TO intern;

-- M149: OBJ417 PRV507
-- Tenants own the table.
ALTER TABLE users OWNER TO erun_tenant;

-- M150: PRV507
-- A superuser owns the table.
ALTER TABLE users OWNER TO postgres;

-- M151: PRV508
-- TRUNCATE asks no policy.
GRANT TRUNCATE ON users TO erun_tenant;

-- M152: PRV509
-- A trigger of a tenant runs for all others.
GRANT TRIGGER ON users TO erun_tenant;

-- M155: PRV512
-- Everybody reads.
GRANT SELECT ON users TO PUBLIC;

-- M156: PRV513
-- Tenants give away.
GRANT SELECT ON users TO erun_tenant WITH GRANT OPTION;

-- M160: PRV516
-- Tables that are still to be made are the tenants'.
ALTER DEFAULT PRIVILEGES FOR ROLE erun_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO erun_tenant;

-- M161: PRV516
-- Or everybody's.
ALTER DEFAULT PRIVILEGES FOR ROLE erun_owner GRANT SELECT ON TABLES TO PUBLIC;

-- M162: PRV517
-- Tenants make tables.
GRANT CREATE ON SCHEMA public TO erun_tenant;

-- M163: PRV517
-- Everybody does.
GRANT CREATE ON SCHEMA public TO PUBLIC;

-- M164: PRV518
-- Tenants make schemas.
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO erun_tenant', current_database()); END $$;

-- M166: PRV504 PRV520
-- Tenants read everything.
GRANT pg_read_all_data TO erun_tenant;

-- M170: PRV524
-- The login reads by itself.
GRANT SELECT ON users TO erun_api;

-- M173: PRV507
-- The login can be the owner.
GRANT erun_owner TO erun_api;

-- M174: OBJ414
-- Somebody reads all changes from the log.
CREATE ROLE backup LOGIN REPLICATION;

-- M176: PRV522
-- Samples of all columns.
GRANT SELECT ON pg_catalog.pg_statistic TO erun_tenant;

-- M177: PRV504 PRV507
-- Tenants can be the owner.
GRANT erun_owner TO erun_tenant WITH INHERIT FALSE, SET TRUE;

-- M179: PRV514
-- Tenants take away issuers.
GRANT DELETE ON tenant_issuers TO erun_tenant;

-- M180: BST604
-- An issuer may stand for two tenants.
ALTER TABLE tenant_issuers DROP CONSTRAINT tenant_issuers_pkey;

-- M182: BST603
-- Two tenants are the operator.
DROP INDEX tenants_single_operations_idx;
INSERT INTO tenants (name, type) VALUES ('one', 'OPERATIONS'), ('two', 'OPERATIONS');

-- M184: BST601
-- A table of the bootstrap has another name.
ALTER TABLE users RENAME TO people;

-- M187: BST601
-- The schema that is looked at is empty.
ALTER SCHEMA public RENAME TO app;
CREATE SCHEMA public;

-- M189: OBJ417 PRV517
-- Tenants own a schema.
CREATE SCHEMA tenant_lab AUTHORIZATION erun_tenant;

-- M191: COL204
-- The default takes a detour that can be changed.
CREATE FUNCTION tenant_default() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT public.erun_current_tenant_id()';
ALTER TABLE users ALTER COLUMN tenant_id SET DEFAULT tenant_default();

-- M194: PRV527
-- Somebody for whom no policy counts.
CREATE ROLE dumper LOGIN BYPASSRLS;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO dumper;

-- N001:
-- The same, evaluated once for a query.
ALTER POLICY users_tenant_policy ON users
  USING (tenant_id = (SELECT erun_current_tenant_id())) WITH CHECK (tenant_id = (SELECT erun_current_tenant_id()));

-- N002:
-- The other way round.
ALTER POLICY users_tenant_policy ON users USING (erun_current_tenant_id() = tenant_id);

-- N004:
-- A guard besides.
CREATE POLICY users_tenant_guard ON users AS RESTRICTIVE TO erun_tenant
  USING (tenant_id = erun_current_tenant_id()) WITH CHECK (tenant_id = erun_current_tenant_id());

-- N005:
-- The same body as a text, with blanks and a comment. It has to name its schemas: see CTX106.
CREATE OR REPLACE FUNCTION erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  -- nobody, where nothing is set
  SELECT   NULLIF( pg_catalog.current_setting('erun.tenant_id', true), '' )::pg_catalog.uuid
$$;

-- N007:
-- Revoked and granted again: the ACL is the same, in another order.
REVOKE SELECT ON users FROM erun_tenant;
GRANT SELECT ON users TO erun_tenant;

-- N008:
-- One more index.
CREATE INDEX users_tenant_id_updated_at_idx ON users (tenant_id, updated_at);

-- N009:
-- One more column.
ALTER TABLE users ADD COLUMN display_name text;

-- N010:
-- A view that asks with the rights of whoever asks it.
CREATE VIEW user_names WITH (security_invoker = true) AS SELECT username FROM users;
ALTER VIEW user_names OWNER TO erun_owner;
GRANT SELECT ON user_names TO erun_tenant;

-- N012:
-- Remarks, and how it is stored.
COMMENT ON TABLE users IS 'people';
ALTER TABLE users SET (fillfactor = 90);
ALTER TABLE users ALTER COLUMN username SET STATISTICS 500;

-- N015:
-- How many at once.
ALTER ROLE erun_api CONNECTION LIMIT 50;
