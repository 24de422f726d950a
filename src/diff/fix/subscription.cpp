// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

struct Option {
  std::string_view attribute;
  std::string_view sql;
};

// Those that can be set while it runs, and need no word with the publisher.
constexpr std::array<Option, 7> k_options = {{{"binary", "binary"},
                                              {"streaming", "streaming"},
                                              {"synchronous_commit", "synchronous_commit"},
                                              {"disable_on_error", "disable_on_error"},
                                              {"password_required", "password_required"},
                                              {"run_as_owner", "run_as_owner"},
                                              {"origin", "origin"}}};

std::string_view value(std::string_view wanted) {
  return wanted == "yes" ? "true" : wanted == "no" ? "false" : wanted;
}

void fix_changed_subscription(Fix& fix, const std::string& what) {
  const std::string alter = "ALTER " + what;
  // Switched off before anything else, switched on at the end.
  const auto switch_to = [&](std::string_view state) {
    if (fix.changed("enabled") && fix.wanted("enabled") == state) {
      fix.on_change("enabled", [&](const auto&) { return alter + (state == "yes" ? " ENABLE" : " DISABLE"); });
    }
  };
  switch_to("no");
  fix.on_change("slot", [&](const auto& wanted) {
    fix.note("only while it is disabled; the slot itself is on the publisher");
    return fmt::format("{} SET (slot_name = {})", alter, wanted ? sql::quote_literal(*wanted) : "NONE");
  });
  for (const Option& option : k_options) {
    fix.on_change(option.attribute, [&](const auto& wanted) {
      return fmt::format("{} SET ({} = {})", alter, option.sql, sql::quote_literal(value(wanted.value_or(""))));
    });
  }
  fix.on_change("publications", [&](const auto& wanted) {
    fix.note("then, to copy what new tables hold: ALTER SUBSCRIPTION … REFRESH PUBLICATION");
    return fmt::format("{} SET PUBLICATION {} WITH (refresh = false)", alter, join_names(wanted.value_or("[]")));
  });
  fix.fix_owner(what);
  switch_to("yes");
  fix.fix_comment(what);
}

}  // namespace

// A missing one cannot be made: where it connects to is not looked at.
void fix_subscription(Fix& fix) {
  const std::string what = "SUBSCRIPTION " + quoted_name(fix.object());
  switch (fix.difference().change) {
    case Change::missing:
      return fix.propose(
          fmt::format("CREATE {} CONNECTION '…' PUBLICATION {}", what, join_names(fix.wanted("publications"))),
          "where it connects to is not looked at");
    case Change::unexpected:
      return fix.propose("DROP " + what, "drops its slot on the publisher too");
    case Change::changed:
      return fix_changed_subscription(fix, what);
  }
}

}  // namespace plumb::diff
