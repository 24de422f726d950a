// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {

void complete_new(Fix& fix, const std::string& what, std::string_view standard_acl) {
  const std::string owner = fix.wanted("owner");
  if (!owner.empty() && owner != "{migration role}") {
    fix.add(fmt::format("ALTER {} OWNER TO {}", what, owner));
  }
  if (const auto acl = fix.desired().attribute("acl"); acl && !standard_acl.empty()) {
    (void)fix.change_privileges("", what, "", catalog::parse_text_list(*acl), catalog::parse_text_list(standard_acl));
  }
  if (const auto comment = fix.desired().attribute("comment")) {
    fix.add(fmt::format("COMMENT ON {} IS {}", what, sql::quote_literal(*comment)));
  }
}

}  // namespace plumb::diff
