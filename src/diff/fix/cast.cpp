// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

std::string create(const Fix& fix, const std::string& what) {
  const std::string method = fix.wanted("method");
  const std::string context = fix.wanted("context");
  return fmt::format("CREATE {} {}{}", what,
                     method == "binary"  ? "WITHOUT FUNCTION"
                     : method == "inout" ? "WITH INOUT"
                                         : "WITH FUNCTION " + fix.wanted("function"),
                     context == "explicit" ? "" : " AS " + context);
}

}  // namespace

void fix_cast(Fix& fix) {
  const std::string what =
      fmt::format("CAST ({} AS {})", fix.object().identity("source"), fix.object().identity("target"));
  switch (fix.difference().change) {
    case Change::missing:
      fix.add(create(fix, what));
      return complete_new(fix, what, "");
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      if (!fix.changed("method") && !fix.changed("function") && !fix.changed("context")) return fix.fix_comment(what);
      fix.add("DROP " + what);
      fix.add(create(fix, what));
      complete_new(fix, what, "");
      for (const AttributeChange& change : fix.difference().attributes) fix.settle(change.name);
  }
}

}  // namespace plumb::diff
