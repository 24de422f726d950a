// SPDX-License-Identifier: Apache-2.0
#include <fmt/ranges.h>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// Over one expression alone there is one kind, which has no name.
void create(Fix& fix, const std::string& name) {
  std::vector<std::string> over = elements(fix.desired().attribute("columns"));
  for (std::string& column : over) column = sql::quote_identifier_if_needed(column);
  for (const std::string& expression : elements(fix.desired().attribute("expressions"))) {
    over.push_back(fmt::format("({})", expression));
  }
  const std::string kinds = over.size() > 1 ? fmt::format(" ({})", join_list(fix.wanted("kinds"))) : "";
  fix.note("empty until the next ANALYZE of the table");
  fix.add(fmt::format("CREATE STATISTICS {}{} ON {} FROM {}", name, kinds, fmt::join(over, ", "), fix.wanted("table")));
}

std::string set_target(const std::string& what, const std::optional<std::string_view>& wanted) {
  return fmt::format("ALTER {} SET STATISTICS {}", what, wanted.value_or("-1"));
}

void complete(Fix& fix, const std::string& what) {
  if (const auto target = fix.desired().attribute("target")) fix.add(set_target(what, target));
  complete_new(fix, what, k_no_acl);
}

}  // namespace

void fix_statistics(Fix& fix) {
  const std::string name = qualified(fix.object().identity("schema"), fix.object().identity("name"));
  const std::string what = "STATISTICS " + name;
  switch (fix.difference().change) {
    case Change::missing:
      create(fix, name);
      return complete(fix, what);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      if (fix.changes_other_than({"target", "owner", "comment"})) {
        fix.add("DROP " + what);
        create(fix, name);
        complete(fix, what);
        return fix.settle_all_but({});
      }
      fix.on_change("target", [&](const auto& wanted) { return set_target(what, wanted); });
      fix.fix_owner(what);
      fix.fix_comment(what);
  }
}

}  // namespace plumb::diff
