// SPDX-License-Identifier: Apache-2.0
#include "changes.hpp"

namespace plumb::test {
namespace {

const std::vector<std::string> k_attributes = {"SUPERUSER",
                                               "BYPASSRLS",
                                               "CREATEROLE",
                                               "CREATEDB",
                                               "REPLICATION",
                                               "LOGIN",
                                               "NOLOGIN",
                                               "INHERIT",
                                               "NOINHERIT",
                                               "CONNECTION LIMIT 3",
                                               "VALID UNTIL '2030-01-01'"};

const std::vector<std::string> k_settings = {"erun.tenant_id = 'bbbbbbbb-0000-7000-8000-000000000000'",
                                             "search_path = public, pg_catalog",
                                             "row_security = off",
                                             "session_replication_role = replica",
                                             "role = erun_operations",
                                             "app.tenant = 'x'",
                                             "default_transaction_read_only = on"};

const std::vector<std::string> k_predefined = {
    "pg_read_all_data",      "pg_write_all_data",     "pg_maintain", "pg_execute_server_program",
    "pg_read_server_files",  "pg_write_server_files", "pg_monitor",  "pg_signal_backend",
    "pg_create_subscription"};

// With the database's name, which no statement can hold as it is, between the two.
std::string in_database(const std::string& before, const std::string& after) {
  std::string doubled;
  for (const char c : after) doubled.append(c == '\'' ? 2 : 1, c);
  return fmt::format("DO $do$ BEGIN EXECUTE format('{} %I {}', current_database()); END $do$", before, doubled);
}

void add_roles(Changes& changes) {
  for (const std::string& role : changes.scope().roles) {
    const std::string object = "role " + role;
    changes.add_alters(object, "ROLE " + quoted(role), k_attributes);
    changes.add(object, "rename", fmt::format("ALTER ROLE {} RENAME TO {}", quoted(role), quoted(role + "_old")));
    for (const std::string& setting : k_settings) {
      changes.add(object, "SET " + setting, fmt::format("ALTER ROLE {} SET {}", quoted(role), setting));
      changes.add(object, "SET in the database " + setting,
                  in_database(fmt::format("ALTER ROLE {} IN DATABASE", quoted(role)), "SET " + setting));
    }
  }
}

void add_memberships(Changes& changes) {
  std::vector<std::string> granted = changes.scope().roles;
  granted.insert(granted.end(), k_predefined.begin(), k_predefined.end());
  for (const std::string& member : changes.scope().roles) {
    for (const std::string& role : granted) {
      if (role == member) continue;
      const std::string object = fmt::format("membership of {} in {}", member, role);
      for (const char* options : {"WITH INHERIT TRUE", "WITH INHERIT FALSE, SET TRUE", "WITH INHERIT FALSE, SET FALSE",
                                  "WITH INHERIT FALSE, SET FALSE, ADMIN TRUE"}) {
        changes.add(object, fmt::format("GRANT {}", options),
                    fmt::format("GRANT {} TO {} {}", quoted(role), quoted(member), options));
      }
      changes.add(object, "REVOKE", fmt::format("REVOKE {} FROM {}", quoted(role), quoted(member)));
    }
  }
}

void add_database(Changes& changes) {
  const auto add = [&changes](const std::string& change, const std::string& before, const std::string& after) {
    changes.add("database", change, in_database(before, after));
  };
  for (const std::string& role : changes.scope().roles) add("OWNER TO " + role, "ALTER DATABASE", "OWNER TO " + role);
  std::vector<std::string> grantees = changes.scope().roles;
  grantees.emplace_back("PUBLIC");
  for (const std::string& grantee : grantees) {
    for (const char* privilege : {"CREATE", "TEMPORARY", "CONNECT"}) {
      add(fmt::format("GRANT {} TO {}", privilege, grantee), fmt::format("GRANT {} ON DATABASE", privilege),
          "TO " + grantee);
      add(fmt::format("REVOKE {} FROM {}", privilege, grantee), fmt::format("REVOKE {} ON DATABASE", privilege),
          "FROM " + grantee);
    }
  }
  for (const std::string& setting : k_settings) add("SET " + setting, "ALTER DATABASE", "SET " + setting);
  add("connection limit", "ALTER DATABASE", "CONNECTION LIMIT 7");
  add("is a template", "ALTER DATABASE", "IS_TEMPLATE true");
  add("comment", "COMMENT ON DATABASE", "IS 'changed'");
}

void add_schema(Changes& changes) {
  const std::string schema = quoted(changes.scope().schema);
  const std::string object = "schema " + changes.scope().schema;
  changes.add_owners(object, "SCHEMA " + schema);
  changes.add_grants(object, "SCHEMA " + schema, {"CREATE", "USAGE"});
  changes.add(object, "rename", fmt::format("ALTER SCHEMA {} RENAME TO {}_old", schema, changes.scope().schema));
  changes.add(object, "comment", fmt::format("COMMENT ON SCHEMA {} IS 'changed'", schema));
}

void add_default_privileges(Changes& changes) {
  for (const char* what : {"SELECT ON TABLES", "ALL ON TABLES", "USAGE ON SEQUENCES", "EXECUTE ON FUNCTIONS",
                           "USAGE ON TYPES", "CREATE ON SCHEMAS", "SELECT ON LARGE OBJECTS"}) {
    for (const char* grantee : {"erun_tenant", "PUBLIC"}) {
      for (const char* whose :
           {"FOR ROLE erun_owner", "FOR ROLE erun_owner IN SCHEMA public", "FOR ROLE erun_operations"}) {
        changes.add("default privileges", fmt::format("{} GRANT {} TO {}", whose, what, grantee),
                    fmt::format("ALTER DEFAULT PRIVILEGES {} GRANT {} TO {}", whose, what, grantee));
      }
    }
  }
  for (const char* what : {"EXECUTE ON FUNCTIONS FROM erun_owner", "USAGE ON TYPES FROM PUBLIC"}) {
    changes.add("default privileges", fmt::format("REVOKE {}", what),
                fmt::format("ALTER DEFAULT PRIVILEGES FOR ROLE erun_owner REVOKE {}", what));
  }
}

}  // namespace

void add_role_changes(Changes& changes) {
  add_roles(changes);
  add_memberships(changes);
  add_database(changes);
  add_schema(changes);
  add_default_privileges(changes);
}

}  // namespace plumb::test
