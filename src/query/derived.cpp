// SPDX-License-Identifier: Apache-2.0
#include "derived.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/sql/quote.hpp>

#include "kind_relation.hpp"
#include "query_sql.hpp"

namespace plumb::query {
namespace {

// The next line, without its line feed, taken off the text.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

ColumnDescription parse_column(std::string_view value) {
  const std::size_t colon = value.find(": ");
  if (colon == std::string_view::npos) throw Error(fmt::format("column without description: {}", value));
  return {.name = std::string(value.substr(0, colon)), .what = std::string(value.substr(colon + 2))};
}

DerivedQuery parse(std::string_view file, std::string_view text) {
  DerivedQuery out;
  std::string_view rest = text;
  while (rest.starts_with("--")) {
    const std::string_view line = take_line(rest);
    if (line.starts_with("-- table: ")) {
      out.table = line.substr(10);
    } else if (line.starts_with("-- what: ")) {
      out.what = line.substr(9);
    } else if (line.starts_with("-- column: ")) {
      out.columns.push_back(parse_column(line.substr(11)));
    }
  }
  if (out.table.empty() || out.what.empty())
    throw Error(fmt::format("{}: no line \"-- table:\" or \"-- what:\"", file));
  out.sql = rest;
  return out;
}

}  // namespace

Failure not_read(std::string_view kind) {
  return {.reason = Failure::Reason::not_read,
          .message = fmt::format("could not run: kind {} was not read", kind),
          .kind = std::string(kind)};
}

std::variant<const catalog::Section*, Failure> Sources::section(std::string_view kind) const {
  const catalog::Section* section = catalog.section(kind);
  if (section == nullptr) return not_read(kind);
  return section;
}

std::string Sources::role(std::string_view text) const {
  if (text == k_migration_role && !options.migration_role.empty()) return options.migration_role;
  return sql::unquote_identifier(text);
}

bool Sources::audited(std::string_view schema) const {
  return std::ranges::find(settings.schemas, schema) != settings.schemas.end();
}

const std::vector<DerivedTable>& derived_tables() {
  static const std::vector<DerivedTable> k_tables = {
      {{"setting", "what plumb.yaml says, or its defaults: one row a value"}, make_setting},
      {{"server", "the server that the catalog is from: one row"}, make_server},
      {{"role_reach",
        "which roles a role has the privileges of (USAGE), may SET ROLE to (SET), is a member of (MEMBER)"},
       make_role_reach},
      {{"app_role", "the roles that plumb.yaml names, and PUBLIC"}, make_app_role},
      {{"grant", "every privilege of every ACL, those of the owner and the defaults included"}, make_grant},
      {{"grant_count", "which privileges a role has on objects of a kind, and on how many: grant in short"},
       make_grant_count},
      {{"default_grant", "what ALTER DEFAULT PRIVILEGES has changed: one row a privilege"}, make_default_grant},
      {{"effective_grant", "rows of grant that an application role has, by itself, by inheritance or through PUBLIC"},
       make_effective_grant},
      {{"effective_policy", "policies that apply to an application role: one row a command"}, make_effective_policy},
      {{"class_of_table", "tables of the audited schemas: tenant, root, append_only, global or unclassified"},
       make_class_of_table},
      {{"tenant_table", "tables with the tenant column that are neither root nor global, and what that column is"},
       make_tenant_table},
      {{"named_policy", "policies of the audited schemas: whom they are for, and whether their names are known"},
       make_named_policy},
      {{"table_index", "every index of a table, those behind keys and exclusion constraints included"},
       make_table_index},
      {{"foreign_key", "foreign keys, and how they treat the tenant column"}, make_foreign_key},
      {{"table_access", "tenant tables, and what the tenant and the operations role may do with them, as a number"},
       make_table_access},
      {{"access", "what the numbers of table_access stand for, command by command: grants and policies together"},
       make_access},
  };
  return k_tables;
}

std::vector<DerivedQuery> derived_queries() {
  std::vector<DerivedQuery> out;
  for (const auto& file : text::files()) out.push_back(parse(file.name, file.text));
  return out;
}

}  // namespace plumb::query
