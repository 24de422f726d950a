// SPDX-License-Identifier: Apache-2.0
// The tables that follow from others. Most are queries, one in each file of derived/: a header of comment lines
//
//   -- table: tenant_table
//   -- what: one line
//   -- column: owner: what it holds (only where the name does not say it)
//
// and one SELECT over other tables, of kinds or derived. What is no query is made here in C++.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "table.hpp"

namespace plumb::query {

struct DerivedQuery {
  std::string table;
  std::string what;
  std::vector<ColumnDescription> columns;  // those that the header speaks of
  std::string_view sql;
};

// What derived tables are made from, by way of the connection that asks for one; it may be gone when the table is made.
struct Sources {
  const catalog::Catalog& catalog;
  const settings::Settings& settings;
  const Options& options;

  // Another table's rows, or why there are none.
  std::function<std::variant<const Relation*, Failure>(std::string_view)> table;
  // The rows of a query.
  std::function<MadeTable(const DerivedQuery&)> answer;

  // The section, or why there is none.
  [[nodiscard]] std::variant<const catalog::Section*, Failure> section(std::string_view kind) const;
  // The role that a text of an owner or an ACL names, without quotes.
  [[nodiscard]] std::string role(std::string_view text) const;
  // Settings name tables with or without their schema.
  [[nodiscard]] bool audited(std::string_view schema) const;
};

[[nodiscard]] Failure not_read(std::string_view kind);

// All files of derived/. Throws Error for a header that is not right.
[[nodiscard]] std::vector<DerivedQuery> derived_queries();

struct DerivedTable {
  Table::Facts facts;
  MadeTable (*make)(const Sources&);
};

// Those that are made in C++.
[[nodiscard]] const std::vector<DerivedTable>& derived_tables();

[[nodiscard]] MadeTable make_setting(const Sources& sources);
[[nodiscard]] MadeTable make_server(const Sources& sources);
[[nodiscard]] MadeTable make_role_reach(const Sources& sources);
[[nodiscard]] MadeTable make_app_role(const Sources& sources);
[[nodiscard]] MadeTable make_grant(const Sources& sources);
[[nodiscard]] MadeTable make_grant_count(const Sources& sources);
[[nodiscard]] MadeTable make_default_grant(const Sources& sources);
[[nodiscard]] MadeTable make_effective_grant(const Sources& sources);
[[nodiscard]] MadeTable make_effective_policy(const Sources& sources);
[[nodiscard]] MadeTable make_class_of_table(const Sources& sources);
[[nodiscard]] MadeTable make_tenant_table(const Sources& sources);
[[nodiscard]] MadeTable make_named_policy(const Sources& sources);
[[nodiscard]] MadeTable make_table_index(const Sources& sources);
[[nodiscard]] MadeTable make_foreign_key(const Sources& sources);
[[nodiscard]] MadeTable make_table_access(const Sources& sources);
[[nodiscard]] MadeTable make_access(const Sources& sources);

}  // namespace plumb::query
