// SPDX-License-Identifier: Apache-2.0
#include "fix.hpp"

namespace plumb::diff {
namespace {

// "expression STORED" or "… VIRTUAL" → (expression) STORED.
std::string generated_clause(std::string_view generated) {
  const std::size_t blank = generated.rfind(' ');
  return fmt::format("GENERATED ALWAYS AS ({}) {}", generated.substr(0, blank), generated.substr(blank + 1));
}

std::string identity_clause(std::string_view identity) {
  return fmt::format("GENERATED {} AS IDENTITY", identity == "always" ? "ALWAYS" : "BY DEFAULT");
}

std::string definition(const Fix& fix) {
  std::string text = quoted_name(fix.object()) + " " + fix.wanted("type");
  const auto append = [&](std::string_view attribute, std::string clause) {
    if (fix.desired().attribute(attribute)) text += " " + std::move(clause);
  };
  append("collation", "COLLATE " + fix.wanted("collation"));
  append("default", "DEFAULT " + fix.wanted("default"));
  append("generated", generated_clause(fix.wanted("generated")));
  append("identity", identity_clause(fix.wanted("identity")));
  if (fix.wanted("not_null") == "yes") text += " NOT NULL";
  return text;
}

std::string alter_identity(const AttributeChange& change) {
  if (!change.expected) return "DROP IDENTITY";
  if (!change.actual) return "ADD " + identity_clause(*change.expected);
  return fmt::format("SET GENERATED {}", *change.expected == "always" ? "ALWAYS" : "BY DEFAULT");
}

void fix_changed_column(Fix& fix, const std::string& table) {
  const std::string name = quoted_name(fix.object());
  const std::string alter = fmt::format("ALTER TABLE {} ALTER COLUMN {}", table, name);
  if (!fix.changed("collation")) {
    fix.on_change("type", [&](const auto& wanted) { return fmt::format("{} TYPE {}", alter, *wanted); });
  }
  fix.on_change("default", [&](const auto& wanted) {
    return wanted ? fmt::format("{} SET DEFAULT {}", alter, *wanted) : alter + " DROP DEFAULT";
  });
  if (const AttributeChange* change = fix.changed("not_null"); change != nullptr && change->actual != "not valid") {
    fix.on_change("not_null", [&](const auto& wanted) {
      return wanted == "not valid" ? std::string()
                                   : fmt::format("{} {} NOT NULL", alter, wanted == "yes" ? "SET" : "DROP");
    });
  }
  fix.on_change("identity",
                [&](const auto&) { return fmt::format("{} {}", alter, alter_identity(*fix.changed("identity"))); });
  fix.on_change("storage", [&](const auto& wanted) {
    return wanted ? fmt::format("{} SET STORAGE {}", alter, *wanted) : std::string();
  });
  fix.on_change("compression", [&](const auto& wanted) {
    return fmt::format("{} SET COMPRESSION {}", alter, wanted.value_or("DEFAULT"));
  });
  fix.on_change("statistics",
                [&](const auto& wanted) { return fmt::format("{} SET STATISTICS {}", alter, wanted.value_or("-1")); });
  fix.fix_acl("TABLE " + table, fmt::format(" ({})", name));
  fix.fix_comment(fmt::format("COLUMN {}.{}", table, name));
}

}  // namespace

void fix_column(Fix& fix) {
  const std::string table = table_of(fix.object());
  switch (fix.difference().change) {
    case Change::missing:
      return fix.add(fmt::format("ALTER TABLE {} ADD COLUMN {}", table, definition(fix)));
    case Change::unexpected:
      return fix.add_destructive(fmt::format("ALTER TABLE {} DROP COLUMN {}", table, quoted_name(fix.object())));
    case Change::changed:
      return fix_changed_column(fix, table);
  }
}

}  // namespace plumb::diff
