// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

void create(Fix& fix, const std::string& name) {
  const auto options = foreign_options_clause(elements(fix.desired().attribute("options")));
  if (!options) return;
  std::string text = "CREATE SERVER " + name;
  if (const auto type = fix.desired().attribute("type")) text += " TYPE " + sql::quote_literal(*type);
  if (const auto version = fix.desired().attribute("version")) text += " VERSION " + sql::quote_literal(*version);
  fix.add(fmt::format("{} FOREIGN DATA WRAPPER {}{}", text, sql::quote_identifier_if_needed(fix.wanted("wrapper")),
                      *options));
  complete_new(fix, "SERVER " + name, k_owner_usage, "FOREIGN SERVER " + name);
}

}  // namespace

// Its wrapper and its type cannot be altered: all foreign tables and mappings would have to go first.
void fix_foreign_server(Fix& fix) {
  const std::string name = quoted_name(fix.object());
  const std::string what = "SERVER " + name;
  switch (fix.difference().change) {
    case Change::missing:
      return create(fix, name);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      fix.on_change("version", [&](const auto& wanted) {
        return fmt::format("ALTER {} VERSION {}", what, wanted ? sql::quote_literal(*wanted) : "NULL");
      });
      fix.fix_foreign_options("ALTER " + what);
      fix.fix_owner(what);
      fix.fix_acl("FOREIGN SERVER " + name);
      fix.fix_comment(what);
  }
}

}  // namespace plumb::diff
