// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/ranges.h>

#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// "INSERT OR UPDATE OF name, state".
std::string events(const Fix& fix) {
  std::vector<std::string> list = catalog::parse_text_list(fix.wanted("events"));
  for (std::string& event : list) {
    if (event == "UPDATE" && fix.desired().attribute("columns")) event += " OF " + join_names(fix.wanted("columns"));
  }
  return fmt::format("{}", fmt::join(list, " OR "));
}

std::string deferral(std::string_view constraint) {
  if (constraint == "not deferrable") return " NOT DEFERRABLE";
  return constraint == "initially deferred" ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE INITIALLY IMMEDIATE";
}

std::string transition_tables(const Fix& fix) {
  std::string text;
  if (const auto name = fix.desired().attribute("old_table")) {
    text += " OLD TABLE AS " + sql::quote_identifier_if_needed(*name);
  }
  if (const auto name = fix.desired().attribute("new_table")) {
    text += " NEW TABLE AS " + sql::quote_identifier_if_needed(*name);
  }
  return text.empty() ? text : " REFERENCING" + text;
}

std::string arguments(const Fix& fix) {
  if (!fix.desired().attribute("arguments")) return "";
  std::vector<std::string> list = catalog::parse_text_list(fix.wanted("arguments"));
  for (std::string& argument : list) argument = sql::quote_literal(argument);
  return fmt::format("{}", fmt::join(list, ", "));
}

std::string definition(const Fix& fix) {
  std::string text = fmt::format("{} {} {} ON {}", quoted_name(fix.object()), fix.wanted("timing"), events(fix),
                                 table_of(fix.object()));
  if (fix.desired().attribute("referenced_table")) text += " FROM " + fix.wanted("referenced_table");
  if (fix.desired().attribute("constraint")) text += deferral(fix.wanted("constraint"));
  text += transition_tables(fix);
  text += " FOR EACH " + fix.wanted("level");
  if (fix.desired().attribute("when")) text += fmt::format(" WHEN ({})", fix.wanted("when"));
  return text + fmt::format(" EXECUTE FUNCTION {}({})", fix.wanted("function"), arguments(fix));
}

void set_enabled(Fix& fix) {
  const std::string enabled = fix.wanted("enabled");
  const std::string_view verb = enabled == "disabled"  ? "DISABLE"
                                : enabled == "replica" ? "ENABLE REPLICA"
                                : enabled == "always"  ? "ENABLE ALWAYS"
                                                       : "ENABLE";
  fix.add(fmt::format("ALTER TABLE {} {} TRIGGER {}", table_of(fix.object()), verb, quoted_name(fix.object())));
  fix.settle("enabled");
}

void create(Fix& fix) {
  const bool constraint = fix.desired().attribute("constraint").has_value();
  fix.add(fmt::format("CREATE {}TRIGGER {}", constraint ? "CONSTRAINT " : "", definition(fix)));
  if (fix.wanted("enabled") != "origin") set_enabled(fix);
  const std::string trigger = fmt::format("{} ON {}", quoted_name(fix.object()), table_of(fix.object()));
  complete_new(fix, "TRIGGER " + trigger, k_no_acl);
  if (const auto comment = fix.desired().attribute("constraint_comment")) {
    fix.add(fmt::format("COMMENT ON CONSTRAINT {} IS {}", trigger, sql::quote_literal(*comment)));
  }
}

// Of a trigger that a partition gets from its parent: what is not as there.
void complete_inherited(Fix& fix) {
  fix.enter(Phase::inherited);
  if (!fix.is_in_new()) fix.note(k_from_parent);
  if (fix.wanted("enabled") != "origin") set_enabled(fix);
  complete_new(fix, fmt::format("TRIGGER {} ON {}", quoted_name(fix.object()), table_of(fix.object())), k_no_acl);
}

void fix_changed_trigger(Fix& fix, const std::string& trigger) {
  if (fix.changes_other_than({"enabled", "comment", "constraint_comment"})) {
    fix.add("DROP TRIGGER " + trigger);
    create(fix);
    return fix.settle_all_but({});
  }
  if (fix.changed("enabled")) set_enabled(fix);
  fix.fix_comment("TRIGGER " + trigger);
  fix.fix_comment("CONSTRAINT " + trigger, "constraint_comment");
}

}  // namespace

void fix_trigger(Fix& fix) {
  // A trigger that a partition has of its parent comes and goes with the parent's.
  const auto inherited = fix.object().attribute("inherited");
  if (inherited == "yes" || fix.changed("inherited")) {
    if (fix.changed("enabled") && fix.difference().attributes.size() == 1) set_enabled(fix);
    if (fix.difference().change == Change::missing) complete_inherited(fix);
    return;
  }
  const std::string trigger = fmt::format("{} ON {}", quoted_name(fix.object()), table_of(fix.object()));
  switch (fix.difference().change) {
    case Change::missing:
      return create(fix);
    case Change::unexpected:
      return fix.add("DROP TRIGGER " + trigger);
    case Change::changed:
      return fix_changed_trigger(fix, trigger);
  }
}

}  // namespace plumb::diff
