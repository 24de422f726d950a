// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {

void fix_user_mapping(Fix& fix) {
  const auto role = fix.role(fix.object().identity("role"));
  if (!role) return;
  const std::string what = fmt::format("USER MAPPING FOR {} SERVER {}", *role,
                                       sql::quote_identifier_if_needed(fix.object().identity("server")));
  switch (fix.difference().change) {
    case Change::missing: {
      const auto options = foreign_options_clause(elements(fix.desired().attribute("options")));
      if (options) return fix.add(fmt::format("CREATE {}{}", what, *options));
      return fix.propose(fmt::format("CREATE {} OPTIONS (…)", what), "secrets are not looked at");
    }
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      return fix.fix_foreign_options("ALTER " + what);
  }
}

}  // namespace plumb::diff
