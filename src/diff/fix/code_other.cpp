// SPDX-License-Identifier: Apache-2.0
// Collations, conversions, transforms and access methods.
#include <algorithm>

#include <fmt/ranges.h>

#include <plumb/sql/quote.hpp>

#include "code_object.hpp"

namespace plumb::diff {

// The version is that of the library of the server that makes it.
bool create_collation(Fix& fix, const std::string& what) {
  const std::string provider = fix.wanted("provider");
  if (provider == "default") return false;  // only the server itself has such ones
  Definition definition(fix);
  definition.add("PROVIDER", provider);
  if (fix.desired().attribute("locale")) {
    definition.add_literal("LOCALE", "locale");
  } else if (provider == "icu") {
    definition.add_literal("LOCALE", "collate");
  } else {
    definition.add_literal("LC_COLLATE", "collate");
    definition.add_literal("LC_CTYPE", "ctype");
  }
  definition.add_literal("RULES", "rules");
  if (fix.wanted("deterministic") == "no") definition.add("DETERMINISTIC", "false");
  fix.add(fmt::format("CREATE {} {}", what, definition.text()));
  if (fix.wanted("outdated") == "yes") fix.note("its version is the library's of today");
  return true;
}

bool create_conversion(Fix& fix, const std::string& what) {
  fix.add(fmt::format("CREATE {}{} FOR {} TO {} FROM {}", fix.wanted("default") == "yes" ? "DEFAULT " : "", what,
                      sql::quote_literal(fix.wanted("source")), sql::quote_literal(fix.wanted("target")),
                      without_arguments(fix.wanted("function"))));
  return true;
}

bool create_transform(Fix& fix, const std::string& what) {
  std::vector<std::string> functions;
  if (const auto function = fix.desired().attribute("from_sql")) {
    functions.push_back(fmt::format("FROM SQL WITH FUNCTION {}", *function));
  }
  if (const auto function = fix.desired().attribute("to_sql")) {
    functions.push_back(fmt::format("TO SQL WITH FUNCTION {}", *function));
  }
  fix.add(fmt::format("CREATE {} ({})", what, fmt::join(functions, ", ")));
  return true;
}

bool create_access_method(Fix& fix, const std::string& what) {
  fix.add(fmt::format("CREATE {} TYPE {} HANDLER {}", what, fix.wanted("type") == "index" ? "INDEX" : "TABLE",
                      without_arguments(fix.wanted("handler"))));
  return true;
}

}  // namespace plumb::diff
