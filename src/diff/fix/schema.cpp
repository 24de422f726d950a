// SPDX-License-Identifier: Apache-2.0
#include "fix.hpp"

namespace plumb::diff {

void fix_schema(Fix& fix) {
  const std::string what = "SCHEMA " + quoted_name(fix.object());
  switch (fix.difference().change) {
    case Change::missing:
      fix.add("CREATE " + what);
      return complete_new(fix, what, k_schema_acl);
    case Change::unexpected:
      return fix.add_destructive("DROP " + what + " CASCADE");
    case Change::changed:
      fix.fix_owner(what);
      fix.fix_acl(what);
      fix.fix_comment(what);
  }
}

}  // namespace plumb::diff
