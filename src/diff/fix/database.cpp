// SPDX-License-Identifier: Apache-2.0
#include "fix.hpp"

namespace plumb::diff {

// There is always one on both sides. Who should own it is not said: "{administrator}" may be several.
void fix_database(Fix& fix) {
  const auto name = fix.database();
  if (!name || fix.difference().change != Change::changed) return;
  const std::string what = "DATABASE " + *name;
  const auto set = [&](std::string_view attribute, std::string_view words) {
    fix.on_change(attribute, [&](const auto& wanted) {
      return fmt::format("ALTER {} {} {}", what, words, wanted == "yes" ? "true" : "false");
    });
  };
  fix.fix_acl(what);
  fix.on_change("connection_limit", [&](const auto& wanted) {
    return fmt::format("ALTER {} CONNECTION LIMIT {}", what, wanted.value_or("-1"));
  });
  if (fix.changed("allow_connections") && fix.wanted("allow_connections") == "no") {
    fix.note("from a session in another database");
  }
  set("allow_connections", "ALLOW_CONNECTIONS");
  set("template", "IS_TEMPLATE");
  fix.fix_comment(what);
}

}  // namespace plumb::diff
