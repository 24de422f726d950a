// SPDX-License-Identifier: Apache-2.0
#include "changes.hpp"

namespace plumb::test {
namespace {

struct New {
  const char* change;
  const char* sql;
};

// {0} is the tenant role. Not here: a role that has nothing to do with the database, and large objects, which are data;
// they are not compared.
const std::vector<New> k_new = {
    {"login that inherits operations", "CREATE ROLE added LOGIN IN ROLE erun_operations"},
    {"login that inherits the tenant", "CREATE ROLE added LOGIN IN ROLE erun_tenant"},
    {"superuser", "CREATE ROLE added SUPERUSER LOGIN"},
    {"role that bypasses and reads", "CREATE ROLE added BYPASSRLS; GRANT SELECT ON users TO added"},
    {"setting of all roles", "ALTER ROLE ALL SET erun.tenant_id = 'bbbbbbbb-0000-7000-8000-000000000000'"},
    {"schema", "CREATE SCHEMA added"},
    {"schema that all may fill", "CREATE SCHEMA added; GRANT ALL ON SCHEMA added TO PUBLIC"},
    {"table with the tenant column, open", "CREATE TABLE added AS SELECT * FROM users; GRANT SELECT ON added TO {0}"},
    {"table without it, open",
     "CREATE TABLE added AS SELECT username FROM users; GRANT SELECT, INSERT, UPDATE, DELETE ON added TO {0}"},
    {"table with policies of its own",
     "CREATE TABLE added (tenant_id uuid NOT NULL); ALTER TABLE added ENABLE ROW LEVEL SECURITY; "
     "CREATE POLICY added_tenant_policy ON added TO {0} USING (true)"},
    {"unlogged table", "CREATE UNLOGGED TABLE added (id int)"},
    {"partition", "CREATE TABLE added PARTITION OF usage_events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')"},
    {"partition, open",
     "CREATE TABLE added PARTITION OF usage_events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01'); "
     "GRANT SELECT ON added TO {0}"},
    {"sequence", "CREATE SEQUENCE added; GRANT USAGE ON SEQUENCE added TO {0}"},
    {"domain", "CREATE DOMAIN added AS uuid CHECK (VALUE IS NOT NULL)"},
    {"enum", "CREATE TYPE added AS ENUM ('a', 'b')"},
    {"composite type", "CREATE TYPE added AS (a int, b text)"},
    {"range type", "CREATE TYPE added AS RANGE (subtype = uuid)"},
    {"shell type", "CREATE TYPE added"},
    {"type that is not for all", "CREATE TYPE added AS ENUM ('a'); REVOKE USAGE ON TYPE added FROM PUBLIC"},
    {"collation", "CREATE COLLATION added FROM \"C\""},
    {"cast of the server's types",
     "CREATE FUNCTION added(uuid) RETURNS int LANGUAGE sql IMMUTABLE RETURN 1; "
     "CREATE CAST (uuid AS int) WITH FUNCTION added(uuid) AS IMPLICIT"},
    {"operator of the server's types",
     "CREATE FUNCTION added(uuid, text) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true; "
     "CREATE OPERATOR = (LEFTARG = uuid, RIGHTARG = text, FUNCTION = added)"},
    {"operator in pg_catalog",
     "CREATE FUNCTION added(uuid, text) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true; "
     "CREATE OPERATOR pg_catalog.= (LEFTARG = uuid, RIGHTARG = text, FUNCTION = added)"},
    {"operator class",
     "CREATE OPERATOR CLASS added FOR TYPE uuid USING hash AS OPERATOR 1 = (uuid, uuid), FUNCTION 1 uuid_hash(uuid)"},
    {"operator family", "CREATE OPERATOR FAMILY added USING btree"},
    {"aggregate", "CREATE AGGREGATE added (int) (SFUNC = int4pl, STYPE = int)"},
    {"procedure", "CREATE PROCEDURE added() LANGUAGE sql AS 'SELECT 1'"},
    {"conversion", "CREATE CONVERSION added FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8"},
    {"text search configuration", "CREATE TEXT SEARCH CONFIGURATION added (COPY = simple)"},
    {"text search dictionary", "CREATE TEXT SEARCH DICTIONARY added (TEMPLATE = simple)"},
    {"access method", "CREATE ACCESS METHOD added TYPE INDEX HANDLER bthandler"},
    {"event trigger",
     "CREATE FUNCTION added() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; "
     "CREATE EVENT TRIGGER added ON ddl_command_end EXECUTE FUNCTION added()"},
    {"extension citext", "CREATE EXTENSION citext"},
    {"extension dblink", "CREATE EXTENSION dblink"},
    {"foreign table",
     "CREATE FOREIGN DATA WRAPPER added; CREATE SERVER added FOREIGN DATA WRAPPER added; "
     "CREATE FOREIGN TABLE outside (tenant_id uuid) SERVER added; GRANT SELECT ON outside TO {0}"},
    {"foreign server",
     "CREATE FOREIGN DATA WRAPPER added; CREATE SERVER added FOREIGN DATA WRAPPER added; "
     "GRANT USAGE ON FOREIGN SERVER added TO {0}"},
    {"user mapping",
     "CREATE FOREIGN DATA WRAPPER added; CREATE SERVER added FOREIGN DATA WRAPPER added; "
     "CREATE USER MAPPING FOR {0} SERVER added OPTIONS (user 'x')"},
    {"publication of all tables", "CREATE PUBLICATION added FOR ALL TABLES"},
    {"publication of a schema", "CREATE PUBLICATION added FOR TABLES IN SCHEMA public"},
    {"publication of some columns",
     "CREATE PUBLICATION added FOR TABLE users (tenant_id, user_id) WHERE (tenant_id IS NOT NULL)"},
    {"subscription", "CREATE SUBSCRIPTION added CONNECTION 'host=x' PUBLICATION added WITH (connect = false)"},
    {"language taken", "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC"},
    {"language given", "GRANT USAGE ON LANGUAGE sql TO {0}"},
    {"language that is trusted", "UPDATE pg_language SET lanpltrusted = true WHERE lanname = 'c'"},
    {"right to a parameter", "GRANT SET ON PARAMETER session_replication_role TO {0}"},
    {"right to change the server", "GRANT ALTER SYSTEM ON PARAMETER row_security TO {0}"},
    {"right to passwords", "GRANT SELECT ON pg_catalog.pg_authid TO {0}"},
    {"right to statistics", "GRANT SELECT ON pg_catalog.pg_statistic TO PUBLIC"},
    {"right to one column of the catalog", "GRANT SELECT (rolpassword) ON pg_catalog.pg_authid TO PUBLIC"},
    {"right to write the catalog", "GRANT UPDATE ON pg_catalog.pg_policy TO {0}"},
    {"right to read files", "GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO {0}"},
    {"right to reload", "GRANT EXECUTE ON FUNCTION pg_catalog.pg_reload_conf() TO {0}"},
    {"right to fill pg_catalog", "GRANT CREATE ON SCHEMA pg_catalog TO {0}"},
    {"right to see pg_catalog taken", "REVOKE USAGE ON SCHEMA pg_catalog FROM PUBLIC"},
    {"function in pg_catalog", "CREATE FUNCTION pg_catalog.added() RETURNS int LANGUAGE sql RETURN 1"},
    {"function in place of the server's",
     "CREATE FUNCTION public.current_setting(text, boolean) RETURNS text LANGUAGE sql STABLE RETURN 'x'"},
    {"view of the catalog", "CREATE VIEW added AS SELECT * FROM pg_catalog.pg_authid; GRANT SELECT ON added TO {0}"},
    {"transform",
     "CREATE FUNCTION added(internal) RETURNS internal LANGUAGE internal AS 'uuid_out'; "
     "CREATE TRANSFORM FOR uuid LANGUAGE sql (FROM SQL WITH FUNCTION added(internal))"},
};

}  // namespace

void add_new_objects(Changes& changes) {
  for (const New& each : k_new) {
    changes.add("new object", each.change, fmt::format(fmt::runtime(each.sql), quoted(changes.scope().tenant_role)));
  }
}

}  // namespace plumb::test
