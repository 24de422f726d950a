// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

std::string create(const Fix& fix, const std::string& what) {
  std::string text = fmt::format("CREATE {} AS {}", what, fix.wanted("type"));
  if (fix.desired().attribute("collation")) text += " COLLATE " + fix.wanted("collation");
  if (fix.desired().attribute("default")) text += " DEFAULT " + fix.wanted("default");
  if (fix.wanted("not_null") == "yes") text += " NOT NULL";
  return text;
}

void fix_changed_domain(Fix& fix, const std::string& what) {
  fix.on_change("default", [&](const auto& wanted) {
    return wanted ? fmt::format("ALTER {} SET DEFAULT {}", what, *wanted) : fmt::format("ALTER {} DROP DEFAULT", what);
  });
  fix.on_change("not_null", [&](const auto& wanted) {
    return fmt::format("ALTER {} {} NOT NULL", what, wanted == "yes" ? "SET" : "DROP");
  });
  fix.fix_owner(what);
  fix.fix_acl(what);
  fix.fix_comment(what);
}

// A check cannot be altered; the new one has no comment.
void replace_check(Fix& fix, const std::string& domain, const std::string& name) {
  const std::string comment = fmt::format("CONSTRAINT {} ON {}", name, domain);
  fix.add(fmt::format("ALTER {} ADD CONSTRAINT {} CHECK ({}){}", domain, name, fix.wanted("expression"),
                      fix.wanted("valid") == "yes" ? "" : " NOT VALID"));
  if (fix.desired().attribute("comment")) {
    fix.add(fmt::format("COMMENT ON {} IS {}", comment, sql::quote_literal(fix.wanted("comment"))));
  }
  for (const AttributeChange& change : fix.difference().attributes) fix.settle(change.name);
}

void fix_changed_check(Fix& fix, const std::string& domain, const std::string& name) {
  if (fix.changed("expression") || (fix.changed("valid") && fix.wanted("valid") == "no")) {
    fix.add(fmt::format("ALTER {} DROP CONSTRAINT {}", domain, name));
    return replace_check(fix, domain, name);
  }
  fix.on_change("valid", [&](const auto&) { return fmt::format("ALTER {} VALIDATE CONSTRAINT {}", domain, name); });
  fix.fix_comment(fmt::format("CONSTRAINT {} ON {}", name, domain));
}

}  // namespace

void fix_domain(Fix& fix) {
  const std::string what = "DOMAIN " + qualified(fix.object().identity("schema"), fix.object().identity("name"));
  switch (fix.difference().change) {
    case Change::missing:
      fix.add(create(fix, what));
      return complete_new(fix, what, k_usage);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      return fix_changed_domain(fix, what);
  }
}

void fix_domain_constraint(Fix& fix) {
  const catalog::Object& object = fix.object();
  const std::string domain = "DOMAIN " + qualified(object.identity("schema"), object.identity("domain"));
  switch (fix.difference().change) {
    case Change::missing:
      return replace_check(fix, domain, quoted_name(object));
    case Change::unexpected:
      return fix.add(fmt::format("ALTER {} DROP CONSTRAINT {}", domain, quoted_name(object)));
    case Change::changed:
      return fix_changed_check(fix, domain, quoted_name(object));
  }
}

}  // namespace plumb::diff
