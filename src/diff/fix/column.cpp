// SPDX-License-Identifier: Apache-2.0
#include "column.hpp"

#include <plumb/sql/quote.hpp>

namespace plumb::diff {
namespace {

constexpr int k_first_with_default_storage = 160000;
constexpr int k_first_with_set_expression = 170000;

bool is_of_view(const catalog::Object& column) {
  const auto relation = column.attribute("relation");
  return relation == "view" || relation == "materialized view";
}

ColumnNames names_of(const catalog::Object& column) {
  const bool foreign = column.attribute("relation") == "foreign table";
  ColumnNames names{
      .table = table_of(column), .name = quoted_name(column), .alter_table = {}, .alter = {}, .alter_only = {}};
  names.alter_table = fmt::format("ALTER {}TABLE {}", foreign ? "FOREIGN " : "", names.table);
  names.alter = fmt::format("{} ALTER COLUMN {}", names.alter_table, names.name);
  names.alter_only =
      fmt::format("ALTER {}TABLE ONLY {} ALTER COLUMN {}", foreign ? "FOREIGN " : "", names.table, names.name);
  return names;
}

// "expression STORED", "expression VIRTUAL".
struct Generated {
  std::string_view expression;
  std::string_view kept;
};

Generated split_generated(std::string_view generated) {
  const std::size_t blank = generated.rfind(' ');
  return {.expression = generated.substr(0, blank), .kept = generated.substr(blank + 1)};
}

}  // namespace

std::string column_definition(const Fix& fix) {
  std::string text = quoted_name(fix.object()) + " " + fix.wanted("type");
  if (fix.desired().attribute("foreign_options")) {
    text += foreign_options_clause(elements(fix.desired().attribute("foreign_options"))).value_or("");
  }
  if (fix.desired().attribute("collation")) text += " COLLATE " + fix.wanted("collation");
  if (fix.desired().attribute("default")) text += " DEFAULT " + fix.wanted("default");
  if (const auto generated = fix.desired().attribute("generated")) {
    const auto [expression, kept] = split_generated(*generated);
    text += fmt::format(" GENERATED ALWAYS AS ({}) {}", expression, kept);
  }
  // A partition has no sequence of its own: the parent's comes when it is attached.
  const bool of_parent = fix.place() == Place::in_new_partition && !fix.desired().attribute("identity_sequence");
  if (!of_parent) text += identity_clause(fix);
  const bool plain = !fix.desired().attribute("not_null_name") && fix.wanted("not_null_inherit") != "no";
  if (fix.wanted("not_null") == "yes" && plain) text += " NOT NULL";
  return text;
}

namespace {

std::string set_storage(const ColumnNames& names, const std::optional<std::string_view>& wanted) {
  return fmt::format("{} SET STORAGE {}", names.alter_only, wanted.value_or("DEFAULT"));
}

std::string set_compression(const ColumnNames& names, const std::optional<std::string_view>& wanted) {
  return fmt::format("{} SET COMPRESSION {}", names.alter, wanted.value_or("DEFAULT"));
}

std::string set_statistics(const ColumnNames& names, const std::optional<std::string_view>& wanted) {
  return fmt::format("{} SET STATISTICS {}", names.alter_only, wanted.value_or("-1"));
}

// What is no part of a table's column, and of a view's not of its query either.
void complete_new_column(Fix& fix, const ColumnNames& names) {
  const catalog::Object& wanted = fix.desired();
  if (const auto storage = wanted.attribute("storage")) fix.add(set_storage(names, storage));
  if (const auto method = wanted.attribute("compression")) fix.add(set_compression(names, method));
  if (const auto target = wanted.attribute("statistics")) fix.add(set_statistics(names, target));
  if (wanted.attribute("options")) {
    const std::string clause = parameters_clause(elements(wanted.attribute("options")));
    fix.add(fmt::format("{} SET{}", names.alter, clause.substr(std::string_view(" WITH").size())));
  }
  if (!fix.change_privileges("", "TABLE " + names.table, fmt::format(" ({})", names.name),
                             elements(wanted.attribute("acl")), {})) {
    fix.leave_open("acl");
  }
  if (const auto comment = wanted.attribute("comment")) {
    fix.add(fmt::format("COMMENT ON COLUMN {}.{} IS {}", names.table, names.name, sql::quote_literal(*comment)));
  }
}

// Of a table: what the definition does not say.
void complete_defined(Fix& fix, const ColumnNames& names) {
  add_not_null(fix, names);
  if (fix.desired().attribute("identity_sequence")) complete_new_identity(fix);
  complete_new_column(fix, names);
}

void change_type(Fix& fix, const ColumnNames& names) {
  if (!fix.changed("type") && !fix.changed("collation")) return;
  fix.note("may write the table anew; a type without a cast to it needs USING");
  const std::string collation = fix.wanted("collation");
  fix.add(
      fmt::format("{} TYPE {}{}", names.alter, fix.wanted("type"), collation.empty() ? "" : " COLLATE " + collation));
  fix.settle("type");
  fix.settle("collation");
}

// From stored to virtual and back it must be made anew: by hand.
void change_expression(Fix& fix, const ColumnNames& names) {
  fix.on_change("generated", [&](const auto& wanted) {
    const auto actual = fix.changed("generated")->actual;
    if (!actual) return std::string();
    const Generated present = split_generated(*actual);
    if (!wanted) return present.kept == "STORED" ? names.alter + " DROP EXPRESSION" : std::string();
    const Generated expected = split_generated(*wanted);
    if (present.kept != expected.kept || fix.server_version() < k_first_with_set_expression) return std::string();
    if (expected.kept == "STORED") fix.note("writes the table anew, nobody can use it meanwhile");
    return fmt::format("{} SET EXPRESSION AS ({})", names.alter, expected.expression);
  });
}

void fix_changed_column(Fix& fix, const ColumnNames& names) {
  const bool of_view = is_of_view(fix.object());
  fix.on_change("default", [&](const auto& wanted) {
    return wanted ? fmt::format("{} SET DEFAULT {}", names.alter_only, *wanted) : names.alter_only + " DROP DEFAULT";
  });
  if (!of_view) {  // the rest of a view's column is its query's
    change_type(fix, names);
    change_expression(fix, names);
    fix_not_null(fix, names);
    fix_identity(fix, names);
    fix.on_change("storage", [&](const auto& wanted) {
      const bool can = wanted || fix.server_version() >= k_first_with_default_storage;
      return can ? set_storage(names, wanted) : std::string();
    });
    fix.on_change("compression", [&](const auto& wanted) { return set_compression(names, wanted); });
    fix.fix_foreign_options(names.alter, "foreign_options");
  }
  if (fix.object().attribute("relation") != "view") {
    fix.on_change("statistics", [&](const auto& wanted) { return set_statistics(names, wanted); });
    fix.fix_parameters(names.alter);
  }
  fix.fix_acl("TABLE " + names.table, fmt::format(" ({})", names.name));
  fix.fix_comment(fmt::format("COLUMN {}.{}", names.table, names.name));
}

// The table was made with it, or the view has it from its query.
void complete_in_new(Fix& fix, const ColumnNames& names) {
  if (is_of_view(fix.object())) {
    if (fix.desired().attribute("default")) {
      fix.add(fmt::format("{} SET DEFAULT {}", names.alter_only, fix.wanted("default")));
    }
    return complete_new_column(fix, names);
  }
  const bool from_parent = fix.place() == Place::in_new && fix.wanted("inherited") == "inherited";
  if (!from_parent) return complete_defined(fix, names);
  complete_new_column(fix, names);
}

}  // namespace

void fix_column(Fix& fix) {
  const ColumnNames names = names_of(fix.object());
  // It comes and goes with the view, or with the parent's.
  const bool own = !is_of_view(fix.object()) && fix.object().attribute("inherited") != "inherited";
  switch (fix.difference().change) {
    case Change::missing:
      if (fix.is_in_new()) return complete_in_new(fix, names);
      if (is_of_view(fix.object())) return;
      if (!own) return fix.note(k_from_parent);
      // One of its own that the parent has, too, is there before the parent's.
      if (fix.wanted("inherited") == "merged") fix.enter(Phase::table);
      fix.add(fmt::format("{} ADD COLUMN {}", names.alter_table, column_definition(fix)));
      return complete_defined(fix, names);
    case Change::unexpected:
      if (own) fix.add_destructive(fmt::format("{} DROP COLUMN {}", names.alter_table, names.name));
      return;
    case Change::changed:
      return fix_changed_column(fix, names);
  }
}

}  // namespace plumb::diff
