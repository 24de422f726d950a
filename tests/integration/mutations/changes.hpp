// SPDX-License-Identifier: Apache-2.0
// What the parts of the generator share: where they put the changes, and how objects are written in SQL.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <plumb/catalog/catalog.hpp>
#include <plumb/sql/quote.hpp>

#include "generator.hpp"

namespace plumb::test {

inline std::string quoted(std::string_view name) {
  return sql::quote_identifier_if_needed(name);
}

// "public.users", of an object with a schema.
inline std::string relation_of(const catalog::Object& object) {
  const std::string_view table = object.identity("table");
  return quoted(object.identity("schema")) + "." + quoted(table.empty() ? object.identity("name") : table);
}

class Changes {
 public:
  Changes(const catalog::Catalog& catalog, const MutationScope& scope) : m_catalog(catalog), m_scope(scope) {}

  void add(const std::string& object, std::string change, std::string sql) {
    const std::string& role = m_scope.migration_role;
    const bool of_it = object == "role " + role || object.starts_with("membership of " + role + " in ");
    m_list.push_back(
        {.object = object, .change = std::move(change), .sql = std::move(sql), .of_migration_role = of_it});
  }

  // Calls f(object) for all objects of a kind that are in the schema, or in none.
  template <typename F>
  void for_each(std::string_view kind, F f) {
    const catalog::Section* section = m_catalog.section(kind);
    for (std::size_t i = 0; section != nullptr && i < section->size(); ++i) {
      const catalog::Object object = (*section)[i];
      const std::string_view schema = object.identity("schema");
      if (schema.empty() || schema == m_scope.schema) f(object);
    }
  }

  // GRANT and REVOKE of each privilege, for each role and PUBLIC. `target` is what stands behind ON.
  void add_grants(const std::string& object, const std::string& target, const std::vector<std::string>& privileges) {
    std::vector<std::string> grantees = m_scope.roles;
    grantees.emplace_back("PUBLIC");
    for (const std::string& privilege : privileges) {
      for (const std::string& grantee : grantees) {
        const std::string role = grantee == "PUBLIC" ? grantee : quoted(grantee);
        add(object, fmt::format("GRANT {} TO {}", privilege, grantee),
            fmt::format("GRANT {} ON {} TO {}", privilege, target, role));
        add(object, fmt::format("REVOKE {} FROM {}", privilege, grantee),
            fmt::format("REVOKE {} ON {} FROM {}", privilege, target, role));
      }
    }
  }

  // ALTER … OWNER TO each role. `target` is what stands between ALTER and OWNER.
  void add_owners(const std::string& object, const std::string& target) {
    for (const std::string& role : m_scope.roles) {
      add(object, "OWNER TO " + role, fmt::format("ALTER {} OWNER TO {}", target, quoted(role)));
    }
    add(object, "OWNER TO a superuser", fmt::format("ALTER {} OWNER TO CURRENT_USER", target));
  }

  // ALTER target clause, for each clause.
  void add_alters(const std::string& object, const std::string& target, const std::vector<std::string>& clauses) {
    for (const std::string& clause : clauses) add(object, clause, fmt::format("ALTER {} {}", target, clause));
  }

  [[nodiscard]] const catalog::Catalog& catalog() const { return m_catalog; }
  [[nodiscard]] const MutationScope& scope() const { return m_scope; }
  [[nodiscard]] std::vector<Mutation> take() { return std::move(m_list); }

 private:
  const catalog::Catalog& m_catalog;
  const MutationScope& m_scope;
  std::vector<Mutation> m_list;
};

// The parts, by what they change.
void add_role_changes(Changes& changes);      // roles, memberships, the database, the schema, default privileges
void add_relation_changes(Changes& changes);  // tables, columns
void add_key_changes(Changes& changes);       // constraints, indexes
void add_policy_changes(Changes& changes);    // policies, and new ones
void add_code_changes(Changes& changes);      // functions, triggers, rules, views
void add_new_objects(Changes& changes);       // of every kind that a database can have, and rights to the server's own

}  // namespace plumb::test
