// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

std::string operations(const Fix& fix) {
  return sql::quote_literal(join_list(fix.wanted("operations")));
}

std::string_view truth(std::string_view wanted) {
  return wanted == "yes" ? "true" : "false";
}

void create(Fix& fix, const std::string& name) {
  std::string options = fmt::format("publish = {}", operations(fix));
  if (fix.wanted("via_root") == "yes") options += ", publish_via_partition_root = true";
  if (const auto columns = fix.desired().attribute("generated_columns")) {
    options += fmt::format(", publish_generated_columns = {}", *columns);
  }
  fix.add(fmt::format("CREATE PUBLICATION {}{} WITH ({})", name,
                      fix.wanted("all_tables") == "yes" ? " FOR ALL TABLES" : "", options));
}

}  // namespace

// Whether it holds all tables cannot be altered: that is for people, for what it is made of would go meanwhile.
void fix_publication(Fix& fix) {
  const std::string what = "PUBLICATION " + quoted_name(fix.object());
  const std::string alter = "ALTER " + what;
  switch (fix.difference().change) {
    case Change::missing:
      create(fix, quoted_name(fix.object()));
      return complete_new(fix, what, k_no_acl);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      fix.on_change("operations",
                    [&](const auto&) { return fmt::format("{} SET (publish = {})", alter, operations(fix)); });
      fix.on_change("via_root", [&](const auto& wanted) {
        return fmt::format("{} SET (publish_via_partition_root = {})", alter, truth(wanted.value_or("no")));
      });
      fix.on_change("generated_columns", [&](const auto& wanted) {
        return fmt::format("{} SET (publish_generated_columns = {})", alter, wanted.value_or("none"));
      });
      fix.fix_owner(what);
      fix.fix_comment(what);
  }
}

}  // namespace plumb::diff
