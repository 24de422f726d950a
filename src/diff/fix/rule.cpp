// SPDX-License-Identifier: Apache-2.0
#include "fix.hpp"

#include <plumb/sql/quote.hpp>

namespace plumb::diff {
namespace {

void set_enabled(Fix& fix) {
  const std::string enabled = fix.wanted("enabled");
  const std::string_view verb = enabled == "disabled"  ? "DISABLE"
                                : enabled == "replica" ? "ENABLE REPLICA"
                                : enabled == "always"  ? "ENABLE ALWAYS"
                                                       : "ENABLE";
  fix.add(fmt::format("ALTER TABLE {} {} RULE {}", table_of(fix.object()), verb, quoted_name(fix.object())));
  fix.settle("enabled");
}

// The definition is what comes after the event and the table: WHERE … DO …
void create(Fix& fix) {
  std::string definition = fix.wanted("definition");
  while (definition.ends_with(';') || definition.ends_with('\n')) definition.pop_back();
  fix.add(fmt::format("CREATE OR REPLACE RULE {} AS ON {} TO {} {}", quoted_name(fix.object()), fix.wanted("event"),
                      table_of(fix.object()), definition));
}

void fix_changed_rule(Fix& fix, const std::string& rule) {
  if (fix.changed("event") || fix.changed("definition")) {
    create(fix);  // in place of the one that is there: it stays enabled or not, and keeps its comment
    fix.settle("event");
    fix.settle("definition");
  }
  if (fix.changed("enabled")) set_enabled(fix);
  fix.fix_comment(rule);
}

}  // namespace

void fix_rule(Fix& fix) {
  const std::string rule = fmt::format("RULE {} ON {}", quoted_name(fix.object()), table_of(fix.object()));
  switch (fix.difference().change) {
    case Change::missing:
      create(fix);
      if (fix.wanted("enabled") != "origin") set_enabled(fix);
      return complete_new(fix, rule, k_no_acl);
    case Change::unexpected:
      return fix.add("DROP " + rule);
    case Change::changed:
      return fix_changed_rule(fix, rule);
  }
}

}  // namespace plumb::diff
