// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

struct Edge {
  std::string role;
  std::string member;
};

// Nothing where one of the two cannot be named.
std::optional<Edge> edge_of(const Fix& fix) {
  const auto role = fix.role(fix.object().identity("role"));
  const auto member = fix.role(fix.object().identity("member"));
  if (!role || !member) return std::nullopt;
  return Edge{*role, *member};
}

std::string_view truth(const std::string& value) {
  return value == "yes" ? "TRUE" : "FALSE";
}

// Before PostgreSQL 16 a membership has no INHERIT and SET of its own.
bool has_options(const Fix& fix) {
  return fix.object().attribute("inherit").has_value();
}

// From PostgreSQL 16 on a membership is that of its grantor: another one's would stay.
std::optional<std::string> grantor_clause(const Fix& fix) {
  if (!has_options(fix)) return "";
  const auto names = catalog::parse_text_list(fix.object().attribute("granted_by").value_or("[]"));
  if (names.size() != 1) return std::nullopt;
  return " GRANTED BY " + sql::quote_identifier_if_needed(names[0]);
}

void grant(Fix& fix, const Edge& edge, const std::string& granted_by) {
  std::string options;
  if (has_options(fix)) {
    options = fmt::format(" WITH ADMIN {}, INHERIT {}, SET {}", truth(fix.wanted("admin")),
                          truth(fix.wanted("inherit")), truth(fix.wanted("set")));
  } else if (fix.wanted("admin") == "yes") {
    options = " WITH ADMIN OPTION";
  }
  fix.add(fmt::format("GRANT {} TO {}{}{}", edge.role, edge.member, options, granted_by));
}

void change(Fix& fix, const Edge& edge, const std::string& granted_by) {
  if (!has_options(fix) && fix.wanted("admin") == "no") {
    fix.add(fmt::format("REVOKE ADMIN OPTION FOR {} FROM {}", edge.role, edge.member));
  } else {
    grant(fix, edge, granted_by);
  }
  for (const AttributeChange& each : fix.difference().attributes) fix.settle(each.name);
}

}  // namespace

void fix_membership(Fix& fix) {
  const auto edge = edge_of(fix);
  if (!edge) return;
  if (fix.difference().change == Change::missing) {
    // Only that role itself could grant it in its name.
    if (fix.object().identity("grantor") == "{migration role}") grant(fix, *edge, "");
    return;
  }
  const auto granted_by = grantor_clause(fix);
  if (!granted_by) return;
  if (fix.difference().change == Change::unexpected) {
    fix.add(fmt::format("REVOKE {} FROM {}{}", edge->role, edge->member, *granted_by));
  } else {
    change(fix, *edge, *granted_by);
  }
}

}  // namespace plumb::diff
