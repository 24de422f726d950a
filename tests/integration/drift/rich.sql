-- SPDX-License-Identifier: Apache-2.0
-- A database that has at least one object of every kind that plumb knows, and something set in every attribute it can.
-- Roles and what else belongs to the cluster begin with "rich_", so that they can be told from others and dropped.
-- What stands between "-- since: N" and "-- end" is for PostgreSQL N and newer.

-- Roles, memberships, settings
CREATE ROLE rich_owner NOLOGIN CREATEROLE;
CREATE ROLE rich_tenant NOLOGIN;
CREATE ROLE rich_operations NOLOGIN NOINHERIT CONNECTION LIMIT 7 VALID UNTIL '2031-01-01 00:00:00+00';
CREATE ROLE "rich App" LOGIN BYPASSRLS;
CREATE ROLE rich_unrelated LOGIN;
COMMENT ON ROLE rich_tenant IS 'what a tenant''s request runs as';
GRANT rich_tenant TO "rich App" WITH ADMIN OPTION;
GRANT rich_operations TO "rich App";
GRANT pg_read_all_data TO rich_operations;
-- since: 16
GRANT rich_tenant TO rich_operations WITH INHERIT FALSE, SET TRUE;
-- end
ALTER ROLE rich_tenant SET statement_timeout = '5s';
ALTER ROLE rich_tenant IN DATABASE :database SET work_mem = '8MB';
ALTER DATABASE :database SET "rich.api_secret" = 'swordfish';
ALTER DATABASE :database SET lock_timeout = '2s';
COMMENT ON DATABASE :database IS 'rich';
REVOKE TEMPORARY ON DATABASE :database FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :database TO "rich App";

-- Schemas and default privileges
CREATE SCHEMA rich AUTHORIZATION rich_owner;
CREATE SCHEMA rich_more;
COMMENT ON SCHEMA rich IS 'everything';
GRANT USAGE ON SCHEMA rich TO rich_tenant, "rich App" WITH GRANT OPTION;
GRANT CREATE ON SCHEMA rich TO rich_operations;
ALTER DEFAULT PRIVILEGES FOR ROLE rich_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE rich_owner GRANT SELECT ON TABLES TO rich_operations;
ALTER DEFAULT PRIVILEGES FOR ROLE rich_owner IN SCHEMA rich GRANT SELECT, INSERT ON TABLES TO rich_tenant;
ALTER DEFAULT PRIVILEGES IN SCHEMA rich GRANT USAGE ON SEQUENCES TO rich_tenant WITH GRANT OPTION;

-- Types
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TYPE rich.mood AS ENUM ('sad', 'ok', 'happy');
COMMENT ON TYPE rich.mood IS 'how it is';
CREATE DOMAIN rich.positive AS integer DEFAULT 1 NOT NULL CONSTRAINT positive_check CHECK (VALUE > 0);
COMMENT ON CONSTRAINT positive_check ON DOMAIN rich.positive IS 'not below one';
CREATE TYPE rich.point AS (x double precision, y double precision);
COMMENT ON COLUMN rich.point.x IS 'to the right';
CREATE TYPE rich.span AS RANGE (subtype = double precision, subtype_diff = float8mi);
CREATE TYPE rich.shell;
CREATE TYPE rich.blob;
CREATE FUNCTION rich.blob_in(cstring) RETURNS rich.blob LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
CREATE FUNCTION rich.blob_out(rich.blob) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
CREATE TYPE rich.blob (INPUT = rich.blob_in, OUTPUT = rich.blob_out, STORAGE = extended);
CREATE COLLATION rich.plain (provider = libc, locale = 'C');
COMMENT ON COLLATION rich.plain IS 'bytes';

-- Functions, aggregates, operators, casts
CREATE FUNCTION rich.tenant() RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
  AS $$ SELECT NULLIF(current_setting('rich.tenant_id', true), '')::uuid $$;
COMMENT ON FUNCTION rich.tenant() IS 'whose turn it is';
CREATE FUNCTION rich.twice(n integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5
  RETURN n * 2;
CREATE FUNCTION rich.secret() RETURNS text LANGUAGE plpgsql SECURITY DEFINER LEAKPROOF
  AS 'BEGIN RETURN session_user; END';
REVOKE EXECUTE ON FUNCTION rich.secret() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rich.secret() TO rich_operations;
CREATE FUNCTION rich.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION rich.on_event() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE PROCEDURE rich.do_it(n integer) LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION rich.add(numeric, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE rich.total(numeric) (SFUNC = rich.add, STYPE = numeric, INITCOND = '0', PARALLEL = SAFE);
COMMENT ON AGGREGATE rich.total(numeric) IS 'a sum';
CREATE FUNCTION rich.point_equal(rich.point, rich.point) RETURNS boolean LANGUAGE sql IMMUTABLE
  AS 'SELECT ($1).x = ($2).x AND ($1).y = ($2).y';
CREATE OPERATOR rich.=== (LEFTARG = rich.point, RIGHTARG = rich.point, FUNCTION = rich.point_equal,
  COMMUTATOR = OPERATOR(rich.===));
COMMENT ON OPERATOR rich.=== (rich.point, rich.point) IS 'same place';
CREATE OPERATOR FAMILY rich.integers USING btree;
CREATE OPERATOR CLASS rich.integer_backwards FOR TYPE integer USING btree FAMILY rich.integers AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
CREATE FUNCTION rich.to_text(rich.point) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ($1).x::text';
CREATE CAST (rich.point AS text) WITH FUNCTION rich.to_text(rich.point) AS ASSIGNMENT;
COMMENT ON CAST (rich.point AS text) IS 'as text';
CREATE CONVERSION rich.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE FUNCTION rich.jsonb_from(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'prsd_lextype';
CREATE TRANSFORM FOR rich.mood LANGUAGE sql (FROM SQL WITH FUNCTION rich.jsonb_from(internal));
CREATE TRUSTED LANGUAGE rich_language HANDLER plpgsql_call_handler;
COMMENT ON LANGUAGE rich_language IS 'a copy';
CREATE ACCESS METHOD rich_heap TYPE TABLE HANDLER heap_tableam_handler;
CREATE EVENT TRIGGER rich_event ON ddl_command_end WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION rich.on_event();
COMMENT ON EVENT TRIGGER rich_event IS 'looks on';
ALTER EVENT TRIGGER rich_event DISABLE;
CREATE TEXT SEARCH DICTIONARY rich.words (TEMPLATE = simple, accept = false);
CREATE TEXT SEARCH CONFIGURATION rich.search (COPY = simple);
CREATE TEXT SEARCH PARSER rich.parser (START = prsd_start, GETTOKEN = prsd_nexttoken,
  END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE rich.template (LEXIZE = dsimple_lexize, INIT = dsimple_init);

-- Tables
CREATE SEQUENCE rich.numbers AS bigint INCREMENT 5 START 10 CACHE 3 CYCLE MAXVALUE 100000;
GRANT USAGE ON SEQUENCE rich.numbers TO rich_tenant;
CREATE TABLE rich.tenants (
  id uuid PRIMARY KEY,
  number integer GENERATED ALWAYS AS IDENTITY,
  name text COLLATE rich.plain NOT NULL,
  doubled integer GENERATED ALWAYS AS (length(name) * 2) STORED,
  state rich.mood DEFAULT 'ok',
  valid tsrange,
  CONSTRAINT name_length CHECK (length(name) < 100) NO INHERIT,
  CONSTRAINT no_overlap EXCLUDE USING gist (id WITH =, valid WITH &&)
) WITH (fillfactor = 80);
ALTER TABLE rich.tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE rich.tenants ALTER name SET STORAGE EXTERNAL, ALTER name SET STATISTICS 500,
  ALTER name SET (n_distinct = 5);
ALTER TABLE rich.tenants OWNER TO rich_owner;
COMMENT ON TABLE rich.tenants IS 'who';
COMMENT ON COLUMN rich.tenants.name IS 'as they call themselves';
COMMENT ON CONSTRAINT name_length ON rich.tenants IS 'not too long';
GRANT SELECT, INSERT ON rich.tenants TO rich_tenant;
GRANT UPDATE (name) ON rich.tenants TO rich_tenant WITH GRANT OPTION;
CREATE TABLE rich.notes (
  id uuid, tenant_id uuid NOT NULL DEFAULT rich.tenant(), body text, place rich.point,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT notes_tenant FOREIGN KEY (tenant_id) REFERENCES rich.tenants
    ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE rich.notes ADD CONSTRAINT body_check CHECK (body <> '') NOT VALID;
ALTER TABLE rich.notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE rich.notes REPLICA IDENTITY FULL;
ALTER TABLE rich.notes DISABLE TRIGGER ALL;
CREATE TABLE rich.events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE rich.events_2026 PARTITION OF rich.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE rich.events_rest PARTITION OF rich.events DEFAULT;
CREATE TABLE rich.events_base (id bigint NOT NULL, kind text DEFAULT 'x');
CREATE TABLE rich.child (extra text) INHERITS (rich.events_base);
CREATE UNLOGGED TABLE rich.scratch OF rich.point;
CREATE STATISTICS rich.related (dependencies, ndistinct) ON id, kind FROM rich.events_2026;
COMMENT ON STATISTICS rich.related IS 'go together';
CREATE INDEX notes_body ON rich.notes USING btree (lower(body) text_pattern_ops DESC) INCLUDE (id)
  WHERE body IS NOT NULL;
COMMENT ON INDEX rich.notes_body IS 'to find';
CREATE INDEX events_at ON rich.events (at);
ALTER TABLE rich.notes CLUSTER ON notes_pkey;
-- since: 15
CREATE UNIQUE INDEX tenants_name ON rich.tenants (name) NULLS NOT DISTINCT;
-- end

-- Policies, triggers, rules, views
CREATE POLICY tenants_tenant ON rich.tenants FOR SELECT TO rich_tenant USING (id = rich.tenant());
COMMENT ON POLICY tenants_tenant ON rich.tenants IS 'its own';
CREATE POLICY notes_tenant ON rich.notes TO rich_tenant USING (tenant_id = rich.tenant())
  WITH CHECK (tenant_id = rich.tenant());
CREATE POLICY notes_random ON rich.notes AS RESTRICTIVE FOR DELETE TO rich_operations USING (random() < 0.5);
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF body ON rich.notes FOR EACH ROW WHEN (NEW.body IS NOT NULL)
  EXECUTE FUNCTION rich.touch('argument');
COMMENT ON TRIGGER touch ON rich.notes IS 'stamps';
CREATE TRIGGER after_all AFTER UPDATE ON rich.notes REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
  EXECUTE FUNCTION rich.touch();
CREATE CONSTRAINT TRIGGER later AFTER INSERT ON rich.notes DEFERRABLE FOR EACH ROW EXECUTE FUNCTION rich.touch();
ALTER TABLE rich.notes ENABLE ALWAYS TRIGGER touch;
CREATE RULE no_delete AS ON DELETE TO rich.events_2026 DO INSTEAD NOTHING;
COMMENT ON RULE no_delete ON rich.events_2026 IS 'keeps';
CREATE VIEW rich.open_notes WITH (security_barrier) AS SELECT id, body FROM rich.notes WHERE body <> ''
  WITH LOCAL CHECK OPTION;
COMMENT ON VIEW rich.open_notes IS 'to read';
GRANT SELECT ON rich.open_notes TO rich_tenant;
CREATE MATERIALIZED VIEW rich.counted AS SELECT kind, count(*) AS n FROM rich.events GROUP BY kind WITH NO DATA;

-- Publications, subscriptions, foreign data
CREATE PUBLICATION rich_some FOR TABLE rich.tenants, rich.notes WITH (publish = 'insert, update');
COMMENT ON PUBLICATION rich_some IS 'out';
-- since: 15
CREATE PUBLICATION rich_rows FOR TABLE rich.events_2026 (id, at) WHERE (id > 0);
CREATE PUBLICATION rich_schemas FOR TABLES IN SCHEMA rich_more;
GRANT SET ON PARAMETER session_replication_role TO rich_operations;
-- end
CREATE SUBSCRIPTION rich_in CONNECTION 'host=127.0.0.1 port=1 password=swordfish' PUBLICATION rich_some
  WITH (connect = false, slot_name = NONE, enabled = false);
COMMENT ON SUBSCRIPTION rich_in IS 'in';
CREATE FOREIGN DATA WRAPPER rich_wrapper OPTIONS (debug 'true');
COMMENT ON FOREIGN DATA WRAPPER rich_wrapper IS 'nothing behind it';
GRANT USAGE ON FOREIGN DATA WRAPPER rich_wrapper TO rich_owner;
CREATE SERVER rich_server TYPE 'none' VERSION '1'
  FOREIGN DATA WRAPPER rich_wrapper OPTIONS (host 'h', password 'swordfish');
COMMENT ON SERVER rich_server IS 'far';
GRANT USAGE ON FOREIGN SERVER rich_server TO rich_operations;
CREATE USER MAPPING FOR rich_operations SERVER rich_server OPTIONS (user 'u', password 'swordfish');
CREATE USER MAPPING FOR PUBLIC SERVER rich_server;
CREATE FOREIGN TABLE rich.far (id integer OPTIONS (column_name 'x'), name text)
  SERVER rich_server OPTIONS (table_name 'y');
COMMENT ON FOREIGN TABLE rich.far IS 'elsewhere';

-- What else is shared or belongs to the server
SELECT lo_create(471100);
GRANT SELECT ON LARGE OBJECT 471100 TO rich_tenant;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO rich_operations;
GRANT SELECT ON pg_catalog.pg_authid TO rich_operations;
ALTER TABLESPACE pg_default SET (random_page_cost = 3);
INSERT INTO pg_catalog.pg_seclabel VALUES
  ('rich.tenants'::regclass, 'pg_class'::regclass, 0, 'rich_provider', 'secret');
INSERT INTO pg_catalog.pg_shseclabel VALUES
  ((SELECT oid FROM pg_roles WHERE rolname = 'rich_tenant'), 'pg_authid'::regclass, 'rich_provider', 'internal');
