// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/ranges.h>

#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

std::string tags_clause(const Fix& fix) {
  if (!fix.desired().attribute("tags")) return "";
  std::vector<std::string> tags;
  for (const std::string& tag : catalog::parse_text_list(fix.wanted("tags"))) tags.push_back(sql::quote_literal(tag));
  return fmt::format(" WHEN TAG IN ({})", fmt::join(tags, ", "));
}

std::string set_enabled(const std::string& what, std::string_view enabled) {
  const std::string_view clause = enabled == "disabled"  ? "DISABLE"
                                  : enabled == "replica" ? "ENABLE REPLICA"
                                  : enabled == "always"  ? "ENABLE ALWAYS"
                                                         : "ENABLE";
  return fmt::format("ALTER {} {}", what, clause);
}

void create(Fix& fix, const std::string& what) {
  fix.add(fmt::format("CREATE {} ON {}{} EXECUTE FUNCTION {}()", what, fix.wanted("event"), tags_clause(fix),
                      fix.wanted("function")));
  if (fix.wanted("enabled") != "origin") fix.add(set_enabled(what, fix.wanted("enabled")));
  complete_new(fix, what, "");
}

bool needs_new_one(const Fix& fix) {
  constexpr std::array<std::string_view, 3> k_fixed = {"event", "tags", "function"};
  return std::ranges::any_of(k_fixed, [&](std::string_view attribute) { return fix.changed(attribute) != nullptr; });
}

void fix_changed_event_trigger(Fix& fix, const std::string& what) {
  if (needs_new_one(fix)) {
    fix.add("DROP " + what);
    create(fix, what);
    for (const AttributeChange& change : fix.difference().attributes) fix.settle(change.name);
    return;
  }
  fix.on_change("enabled", [&](const auto& wanted) { return set_enabled(what, wanted.value_or("")); });
  fix.fix_owner(what);
  fix.fix_comment(what);
}

}  // namespace

void fix_event_trigger(Fix& fix) {
  const std::string what = "EVENT TRIGGER " + quoted_name(fix.object());
  switch (fix.difference().change) {
    case Change::missing:
      return create(fix, what);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      return fix_changed_event_trigger(fix, what);
  }
}

}  // namespace plumb::diff
