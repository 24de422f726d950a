// SPDX-License-Identifier: Apache-2.0
#include "changes.hpp"

namespace plumb::test {
namespace {

const std::vector<std::string> k_function_clauses = {"SECURITY DEFINER",
                                                     "SECURITY INVOKER",
                                                     "IMMUTABLE",
                                                     "STABLE",
                                                     "VOLATILE",
                                                     "LEAKPROOF",
                                                     "STRICT",
                                                     "CALLED ON NULL INPUT",
                                                     "PARALLEL UNSAFE",
                                                     "COST 7",
                                                     "SET search_path = public",
                                                     "RESET search_path",
                                                     "SET erun.tenant_id = 'bbbbbbbb-0000-7000-8000-000000000000'",
                                                     "SET row_security = off",
                                                     "SET role = erun_operations",
                                                     "SET session_replication_role = replica",
                                                     "PARALLEL RESTRICTED",
                                                     "RENAME TO renamed",
                                                     "SET SCHEMA elsewhere"};

// In place of the context function's own.
const std::vector<std::string> k_context_bodies = {
    "RETURN 'bbbbbbbb-0000-7000-8000-000000000000'::uuid",
    "RETURN NULL::uuid",
    "RETURN current_setting('erun.tenant_id', true)::uuid",
    "RETURN NULLIF(current_setting('erun.tenant_id'), '')::uuid",
    "RETURN NULLIF(current_setting('erun.user_id', true), '')::uuid",
    "RETURN COALESCE(NULLIF(current_setting('erun.tenant_id', true), ''), "
    "'bbbbbbbb-0000-7000-8000-000000000000')::uuid",
    "RETURN (SELECT t.tenant_id FROM tenants t LIMIT 1)",
    "RETURN NULLIF(lower(current_setting('erun.tenant_id', true)), '')::uuid",
    "AS 'SELECT NULLIF(current_setting(''erun.tenant_id'', true), '''')::uuid'"};

// In place of what a trigger function does.
const std::vector<std::string> k_trigger_bodies = {
    "BEGIN NEW.updated_at := NULL; RETURN NEW; END", "BEGIN RETURN NULL; END", "BEGIN RETURN NEW; END",
    "BEGIN NEW.tenant_id := ''bbbbbbbb-0000-7000-8000-000000000000''; RETURN NEW; END",
    "BEGIN PERFORM set_config(''erun.tenant_id'', ''bbbbbbbb-0000-7000-8000-000000000000'', false); RETURN NEW; END"};

void add_functions(Changes& changes) {
  changes.for_each("function", [&](const catalog::Object& function) {
    const std::string name = fmt::format("{}({})", relation_of(function), function.identity("signature"));
    const std::string object = "function " + name;
    for (const std::string& clause : k_function_clauses) {
      const std::string before = clause == "SET SCHEMA elsewhere" ? "CREATE SCHEMA elsewhere; " : "";
      changes.add(object, clause, fmt::format("{}ALTER FUNCTION {} {}", before, name, clause));
    }
    changes.add_owners(object, "FUNCTION " + name);
    changes.add_grants(object, "FUNCTION " + name, {"EXECUTE"});
    changes.add(object, "drop", fmt::format("DROP FUNCTION {} CASCADE", name));
    changes.add(object, "comment", fmt::format("COMMENT ON FUNCTION {} IS 'changed'", name));
    changes.add(object, "overload",
                fmt::format("CREATE FUNCTION {}(added text, more text) RETURNS uuid LANGUAGE sql RETURN NULL::uuid",
                            relation_of(function)));
    if (function.attribute("returns_trigger") == "yes") {
      for (const std::string& body : k_trigger_bodies) {
        changes.add(object, body,
                    fmt::format("CREATE OR REPLACE FUNCTION {} RETURNS trigger LANGUAGE plpgsql AS '{}'", name, body));
      }
    } else if (function.identity("signature").empty()) {
      for (const std::string& body : k_context_bodies) {
        changes.add(
            object, body,
            fmt::format("CREATE OR REPLACE FUNCTION {} RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE {}", name, body));
      }
    }
  });
}

void add_triggers(Changes& changes) {
  changes.for_each("trigger", [&](const catalog::Object& trigger) {
    const std::string table = relation_of(trigger);
    const std::string name = quoted(trigger.identity("name"));
    const std::string object = fmt::format("trigger {}.{}", table, name);
    for (const char* verb : {"DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"}) {
      changes.add(object, verb, fmt::format("ALTER TABLE {} {} TRIGGER {}", table, verb, name));
    }
    changes.add(object, "drop", fmt::format("DROP TRIGGER {} ON {}", name, table));
    changes.add(object, "rename", fmt::format("ALTER TRIGGER {} ON {} RENAME TO renamed", name, table));
    changes.add(object, "comment", fmt::format("COMMENT ON TRIGGER {} ON {} IS 'changed'", name, table));
    for (const char* shape : {"AFTER INSERT OR UPDATE", "BEFORE INSERT", "BEFORE UPDATE OF created_at"}) {
      changes.add(object, shape,
                  fmt::format("CREATE OR REPLACE TRIGGER {} {} ON {} FOR EACH ROW EXECUTE FUNCTION {}()", name, shape,
                              table, *trigger.attribute("function")));
    }
    changes.add(object, "WHEN",
                fmt::format("CREATE OR REPLACE TRIGGER {} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW "
                            "WHEN (NEW.created_at IS NULL) EXECUTE FUNCTION {}()",
                            name, table, *trigger.attribute("function")));
    changes.add(object, "with an argument",
                fmt::format("CREATE OR REPLACE TRIGGER {} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW "
                            "EXECUTE FUNCTION {}('added')",
                            name, table, *trigger.attribute("function")));
  });
}

// What is put beside a table: its rows come out by another door.
void add_doors(Changes& changes) {
  const std::string role = quoted(changes.scope().tenant_role);
  changes.for_each("table", [&](const catalog::Object& each) {
    const std::string table = relation_of(each);
    const std::string object = "table " + table;
    for (const char* option : {"", "WITH (security_invoker = true) "}) {
      changes.add(
          object, fmt::format("new view {}", option),
          fmt::format("CREATE VIEW door {}AS SELECT * FROM {}; GRANT SELECT ON door TO {}", option, table, role));
    }
    changes.add(
        object, "new materialized view",
        fmt::format("CREATE MATERIALIZED VIEW door AS SELECT * FROM {}; GRANT SELECT ON door TO {}", table, role));
    changes.add(object, "copy",
                fmt::format("CREATE TABLE door AS SELECT * FROM {}; GRANT SELECT ON door TO {}", table, role));
    changes.add(
        object, "copy in another schema",
        fmt::format("CREATE SCHEMA bak; CREATE TABLE bak.door AS SELECT * FROM {}; GRANT USAGE ON SCHEMA bak TO {}; "
                    "GRANT SELECT ON bak.door TO {}",
                    table, role, role));
    changes.add(
        object, "definer function",
        fmt::format("CREATE FUNCTION door() RETURNS SETOF {0} LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM {0}'",
                    table));
    changes.add(object, "new trigger",
                fmt::format("CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
                            "CREATE TRIGGER spy BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION spy()",
                            table));
    changes.add(object, "view without the tenant",
                fmt::format("CREATE VIEW door WITH (security_barrier) AS SELECT created_at, t::text FROM {} t; "
                            "GRANT SELECT ON door TO {}",
                            table, role));
    changes.add(
        object, "view that can be written",
        fmt::format("CREATE VIEW door AS SELECT * FROM {} WITH CHECK OPTION; GRANT INSERT ON door TO {}", table, role));
    changes.add(
        object, "definer function for all",
        fmt::format("CREATE FUNCTION door() RETURNS SETOF {0} LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM {0}'; "
                    "GRANT EXECUTE ON FUNCTION door() TO PUBLIC",
                    table));
    changes.add(object, "rule that copies",
                fmt::format("CREATE TABLE copied (LIKE {0}); CREATE RULE added AS ON INSERT TO {0} DO ALSO "
                            "INSERT INTO copied SELECT NEW.*; GRANT SELECT ON copied TO {1}",
                            table, role));
    changes.add(object, "new rule", fmt::format("CREATE RULE added AS ON DELETE TO {} DO INSTEAD NOTHING", table));
  });
}

}  // namespace

void add_code_changes(Changes& changes) {
  add_functions(changes);
  add_triggers(changes);
  add_doors(changes);
}

}  // namespace plumb::test
