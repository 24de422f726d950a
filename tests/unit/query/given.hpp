// SPDX-License-Identifier: Apache-2.0
// A small database to ask, without a server: kinds like the built-in ones with the attributes that derived tables need.
#pragma once

#include <support/catalogs.hpp>

#include <plumb/query/database.hpp>

namespace plumb::test {

inline const catalog::Kinds& small_kinds() {
  static const std::vector<catalog::Kinds::File> k_files = {
      {"schema.sql",
       "-- kind: schema\n-- identity: name\n-- missing: high\n-- unexpected: high\n-- attribute: owner\n"
       "-- attribute: acl form=set\nSELECT"},
      {"table.sql",
       "-- kind: table\n-- parent: schema\n-- identity: schema name\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: row_security form=flag\n-- attribute: owner\n-- attribute: acl form=set\nSELECT"},
      {"column.sql",
       "-- kind: column\n-- parent: table\n-- identity: schema table name\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: type\n-- attribute: not_null form=flag\n-- attribute: acl form=set\nSELECT"},
      {"policy.sql",
       "-- kind: policy\n-- parent: table\n-- identity: schema table name\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: roles form=set\n-- attribute: command\n-- attribute: permissive form=flag\n"
       "-- attribute: using form=expression\n-- attribute: with_check form=expression\nSELECT"},
      {"role.sql",
       "-- kind: role\n-- identity: name\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: superuser form=flag\nSELECT"},
      {"role_reach.sql",
       "-- kind: role_reach\n-- identity: role target\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: inherits form=flag\n-- attribute: set form=flag\n-- attribute: admin form=flag\nSELECT"},
      {"view rule.sql", "-- kind: view rule\n-- identity: name\n-- missing: high\n-- unexpected: high\nSELECT"},
  };
  static const catalog::Kinds k_kinds(k_files);
  return k_kinds;
}

inline const catalog::Kind& small_kind(std::string_view name) {
  for (const catalog::Kind* kind : small_kinds().for_server(180000)) {
    if (kind->name == name) return *kind;
  }
  throw std::out_of_range(std::string(name));
}

// What a test's catalog holds; a kind without rows is there all the same, one that is left out was not read.
class GivenCatalog {
 public:
  GivenCatalog& add(std::string_view kind, std::vector<std::string> columns, const std::vector<Row>& rows = {}) {
    catalog.add(small_kind(kind), make_table(std::move(columns), rows));
    return *this;
  }
  GivenCatalog& schemas(const std::vector<Row>& rows = {}) { return add("schema", {"name", "owner", "acl"}, rows); }
  GivenCatalog& tables(const std::vector<Row>& rows = {}) {
    return add("table", {"schema", "name", "row_security", "owner", "acl"}, rows);
  }
  GivenCatalog& columns(const std::vector<Row>& rows = {}) {
    return add("column", {"schema", "table", "name", "type", "not_null", "acl"}, rows);
  }
  GivenCatalog& policies(const std::vector<Row>& rows = {}) {
    return add("policy", {"schema", "table", "name", "roles", "command", "permissive", "using", "with_check"}, rows);
  }
  GivenCatalog& roles(const std::vector<Row>& rows = {}) { return add("role", {"name", "superuser"}, rows); }
  GivenCatalog& reach(const std::vector<Row>& rows = {}) {
    return add("role_reach", {"role", "target", "inherits", "set", "admin"}, rows);
  }

  catalog::Catalog catalog;
  settings::Settings settings;
};

inline query::Options small_options(std::string migration_role = "") {
  return {.migration_role = std::move(migration_role), .kinds = small_kinds()};
}

// The rows, cells joined by '|' and rows by line feeds; NULL is "-". A failure is its message.
inline std::string answer(query::Database& database, std::string_view sql, const query::Limits& limits = {}) {
  const query::Outcome outcome = database.run(sql, limits);
  if (const auto* failure = std::get_if<query::Failure>(&outcome)) return "failed: " + failure->message;
  std::string out;
  for (const auto& row : std::get<query::Result>(outcome).rows) {
    if (!out.empty()) out += '\n';
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += '|';
      out += query::is_null(row[i]) ? "-" : query::to_text(row[i]);
    }
  }
  return out;
}

inline query::Failure failure_of(query::Database& database, std::string_view sql, const query::Limits& limits = {}) {
  const query::Outcome outcome = database.run(sql, limits);
  const auto* failure = std::get_if<query::Failure>(&outcome);
  if (failure == nullptr) throw std::logic_error("it did not fail: " + std::string(sql));
  return *failure;
}

}  // namespace plumb::test
