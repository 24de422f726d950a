// SPDX-License-Identifier: Apache-2.0
// A table that is missing. A partition is made as a table by itself, with the constraints and indexes that it is to
// have of its parent, under the names they are to have; the parent takes them over when it is attached.
#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>

#include <fmt/ranges.h>

#include <plumb/sql/quote.hpp>

#include "../names_in.hpp"
#include "column.hpp"

namespace plumb::diff {
namespace {

int position(const catalog::Object& column) {
  const std::string_view text = column.attribute("position").value_or("");
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_partition(const Fix& fix) {
  return fix.desired().attribute("partition_bound").has_value();
}

// Only of the parent, where that is no partitioned table.
bool is_left_to_parent(const Fix& fix, const catalog::Object& column) {
  return !is_partition(fix) && column.attribute("inherited") == "inherited";
}

Difference missing(const catalog::Object& object) {
  return {.change = Change::missing, .desired = object, .live = {}, .attributes = {}, .below = {}};
}

std::string column_list(const Fix& fix, const std::vector<catalog::Object>& columns, Place place) {
  std::vector<std::string> definitions;
  for (const catalog::Object& column : columns) {
    if (is_left_to_parent(fix, column)) continue;
    const Difference difference = missing(column);
    definitions.push_back("  " + column_definition(Fix(difference, fix.options(), place)));
  }
  return definitions.empty() ? "()" : fmt::format("(\n{}\n)", fmt::join(definitions, ",\n"));
}

// The words behind the columns, of which the server wants just this order.
std::string table_clauses(const Fix& fix) {
  std::string text;
  const catalog::Object& table = fix.desired();
  if (table.attribute("inherits") && !is_partition(fix)) {
    text += fmt::format(" INHERITS ({})", fmt::join(elements(table.attribute("inherits")), ", "));
  }
  if (const auto key = table.attribute("partition_key")) text += fmt::format(" PARTITION BY {}", *key);
  if (const auto method = table.attribute("access_method"); method && *method != "heap") {
    text += " USING " + sql::quote_identifier_if_needed(*method);
  }
  text += parameters_clause(elements(table.attribute("options")));
  if (const auto space = table.attribute("tablespace")) {
    text += " TABLESPACE " + sql::quote_identifier_if_needed(*space);
  }
  if (const auto server = table.attribute("server")) text += " SERVER " + sql::quote_identifier_if_needed(*server);
  return text + foreign_options_clause(elements(table.attribute("foreign_options"))).value_or("");
}

std::string_view sort_of_table(const Fix& fix) {
  if (fix.wanted("type") == "foreign table") return "FOREIGN TABLE";
  return fix.wanted("persistence") == "unlogged" ? "UNLOGGED TABLE" : "TABLE";
}

void complete_table(Fix& fix, const std::string& name) {
  const bool foreign = fix.wanted("type") == "foreign table";
  const std::string what = (foreign ? "FOREIGN TABLE " : "TABLE ") + name;
  const std::string alter = "ALTER " + what;
  if (const auto type = fix.desired().attribute("of_type")) fix.add(fmt::format("{} OF {}", alter, *type));
  if (fix.wanted("row_security") == "yes") fix.add(alter + " ENABLE ROW LEVEL SECURITY");
  if (fix.wanted("force_row_security") == "yes") fix.add(alter + " FORCE ROW LEVEL SECURITY");
  const std::string identity = fix.wanted("replica_identity");
  if (!foreign && (identity == "full" || identity == "nothing")) {
    fix.add(fmt::format("{} REPLICA IDENTITY {}", alter, identity == "full" ? "FULL" : "NOTHING"));
  }
  complete_new(fix, what, standard_relation_acl(fix), "TABLE " + name);
}

// The column as the first parent that has it gives it to a new table.
std::optional<catalog::Object> column_of_parent(const Fix& fix, const catalog::Object& column) {
  const catalog::Section& columns = column.section();
  for (const std::string& parent : elements(fix.desired().attribute("inherits"))) {
    const std::string table = names_in(parent).at(0);
    const std::string wanted = name_key(table, column.identity("name"));
    const auto key = [&](std::size_t i) {
      return name_key(name_key(columns[i].identity("schema"), columns[i].identity("table")),
                      columns[i].identity("name"));
    };
    const auto numbers = std::views::iota(std::size_t{0}, columns.size());
    const auto found = std::ranges::lower_bound(numbers, wanted, {}, key);
    if (found != numbers.end() && key(*found) == wanted) return columns[*found];
  }
  return std::nullopt;
}

// What is not as with the parent. It gives no privileges, for one.
void complete_inherited_column(Fix& fix, const catalog::Object& column) {
  constexpr std::array<std::string_view, 4> k_given = {"default", "not_null", "storage", "compression"};
  constexpr std::array<std::string_view, 8> k_own = {"statistics", "options",  "foreign_options",   "acl",
                                                     "comment",    "identity", "identity_sequence", "identity_options"};
  const auto parent = column_of_parent(fix, column);
  Difference difference = {.change = Change::changed, .desired = column, .live = column, .attributes = {}, .below = {}};
  const auto compare = [&](std::string_view attribute, const std::optional<std::string_view>& actual) {
    const auto expected = column.attribute(attribute);
    if (expected != actual) difference.attributes.push_back({attribute, expected, actual});
  };
  for (const std::string_view attribute : k_given) {
    compare(attribute, parent ? parent->attribute(attribute) : column.attribute(attribute));
  }
  for (const std::string_view attribute : k_own) compare(attribute, std::nullopt);
  // The parent is given its own default when this table is there already.
  const bool may_have_default = !column.attribute("generated") && !column.attribute("identity");
  if (parent && parent->attribute("inherited") == "inherited" && may_have_default) {
    std::erase_if(difference.attributes, [](const AttributeChange& each) { return each.name == "default"; });
    const auto expected = column.attribute("default");
    difference.attributes.push_back({"default", expected, expected ? std::nullopt : parent->attribute("type")});
  }
  if (!difference.attributes.empty()) fix.include(difference, Place::in_new);
}

void complete_columns(Fix& fix, const std::vector<catalog::Object>& columns, Place place) {
  for (const catalog::Object& column : columns) {
    if (is_left_to_parent(fix, column)) {
      complete_inherited_column(fix, column);
    } else {
      fix.include(missing(column), place);
    }
  }
}

void attach(Fix& fix, const std::string& name) {
  const std::vector<std::string> parents = elements(fix.desired().attribute("inherits"));
  fix.enter(Phase::partition);
  if (fix.desired().attribute("partition_detaching")) fix.leave_open("that the partition is being detached");
  for (const std::string& parent : parents) {
    fix.add(fmt::format("ALTER TABLE {} ATTACH PARTITION {} {}", parent, name, fix.wanted("partition_bound")));
  }
}

}  // namespace

void make_table(Fix& fix, const std::string& name) {
  const Place place = is_partition(fix) ? Place::in_new_partition : Place::in_new;
  std::vector<catalog::Object> columns = fix.parts("column");
  std::ranges::stable_sort(columns, {}, position);
  fix.add(
      fmt::format("CREATE {} {} {}{}", sort_of_table(fix), name, column_list(fix, columns, place), table_clauses(fix)));
  complete_table(fix, name);
  complete_columns(fix, columns, place);
  fix.take_over("column");
  fix.make_parts(place);
  if (is_partition(fix)) attach(fix, name);
}

}  // namespace plumb::diff
