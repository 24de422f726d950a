// SPDX-License-Identifier: Apache-2.0
#include "fix.hpp"

namespace plumb::diff {
namespace {

std::string function_clause(std::string_view word, const std::optional<std::string_view>& function) {
  return function ? fmt::format(" {} {}", word, *function) : fmt::format(" NO {}", word);
}

void create(Fix& fix, const std::string& what) {
  const auto options = foreign_options_clause(elements(fix.desired().attribute("options")));
  if (!options) return;
  fix.add(fmt::format("CREATE {}{}{}{}", what, function_clause("HANDLER", fix.desired().attribute("handler")),
                      function_clause("VALIDATOR", fix.desired().attribute("validator")), *options));
  complete_new(fix, what, k_owner_usage);
}

}  // namespace

void fix_foreign_data_wrapper(Fix& fix) {
  const std::string what = "FOREIGN DATA WRAPPER " + quoted_name(fix.object());
  switch (fix.difference().change) {
    case Change::missing:
      return create(fix, what);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      fix.on_change("handler", [&](const auto& wanted) {
        return fmt::format("ALTER {}{}", what, function_clause("HANDLER", wanted));
      });
      fix.on_change("validator", [&](const auto& wanted) {
        return fmt::format("ALTER {}{}", what, function_clause("VALIDATOR", wanted));
      });
      fix.fix_foreign_options("ALTER " + what);
      fix.fix_owner(what);
      fix.fix_acl(what);
      fix.fix_comment(what);
  }
}

}  // namespace plumb::diff
