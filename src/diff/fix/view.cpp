// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

constexpr int k_first_with_set_access_method = 150000;

bool is_materialized(const Fix& fix) {
  return fix.object().attribute("type") == "materialized view";
}

std::string on_or_off(std::string_view wanted) {
  return wanted == "yes" ? "true" : "false";
}

// The server prints a ';' behind it.
std::string query(const Fix& fix) {
  std::string text = fix.wanted("definition");
  while (text.ends_with(';') || text.ends_with('\n') || text.ends_with(' ')) text.pop_back();
  return text;
}

std::vector<std::string> view_options(const Fix& fix) {
  std::vector<std::string> options = elements(fix.desired().attribute("options"));
  for (const std::string_view flag : {"security_invoker", "security_barrier"}) {
    if (fix.wanted(flag) == "yes") options.push_back(fmt::format("{}=true", flag));
  }
  if (const auto check = fix.desired().attribute("check_option"))
    options.push_back(fmt::format("check_option={}", *check));
  return options;
}

void create_view(Fix& fix, const std::string& name) {
  fix.add(fmt::format("CREATE OR REPLACE VIEW {}{} AS\n{}", name, parameters_clause(view_options(fix)), query(fix)));
}

void create_materialized_view(Fix& fix, const std::string& name) {
  std::string text = "CREATE MATERIALIZED VIEW " + name;
  if (const auto method = fix.desired().attribute("access_method")) {
    text += " USING " + sql::quote_identifier_if_needed(*method);
  }
  text += parameters_clause(elements(fix.desired().attribute("options")));
  if (const auto space = fix.desired().attribute("tablespace")) {
    text += " TABLESPACE " + sql::quote_identifier_if_needed(*space);
  }
  fix.add(fmt::format("{} AS\n{}\nWITH {}DATA", text, query(fix), fix.wanted("populated") == "yes" ? "" : "NO "));
}

// The columns that are there must stay, in name, type and order, and new ones come last: else the server refuses.
void fix_plain_view(Fix& fix, const std::string& name) {
  if (fix.changed("definition")) {
    create_view(fix, name);
    fix.settle("definition");
    for (const std::string_view option : {"security_invoker", "security_barrier", "check_option", "options"}) {
      fix.settle(option);
    }
    return;
  }
  const std::string alter = "ALTER VIEW " + name;
  for (const std::string_view flag : {"security_invoker", "security_barrier"}) {
    fix.on_change(flag, [&](const auto& wanted) {
      return fmt::format("{} SET ({} = {})", alter, flag, on_or_off(wanted.value_or("no")));
    });
  }
  fix.on_change("check_option", [&](const auto& wanted) {
    return wanted ? fmt::format("{} SET (check_option = {})", alter, *wanted) : alter + " RESET (check_option)";
  });
  fix.fix_parameters(alter);
}

void fix_materialized_view(Fix& fix, const std::string& name) {
  const std::string alter = "ALTER MATERIALIZED VIEW " + name;
  fix.fix_parameters(alter);
  fix.on_change("access_method", [&](const auto& wanted) {
    if (!wanted || fix.server_version() < k_first_with_set_access_method) return std::string();
    fix.note("writes the rows anew, nobody can read it meanwhile");
    return fmt::format("{} SET ACCESS METHOD {}", alter, sql::quote_identifier_if_needed(*wanted));
  });
  fix.on_change("tablespace", [&](const auto& wanted) {
    fix.note(wanted ? "writes the rows anew, nobody can read it meanwhile"
                    : "writes the rows anew; pg_default, unless the database has another one");
    return fmt::format("{} SET TABLESPACE {}", alter, tablespace_or_default(wanted));
  });
  fix.on_change("populated", [&](const auto& wanted) {
    return fmt::format("REFRESH MATERIALIZED VIEW {} WITH {}DATA", name, wanted == "yes" ? "" : "NO ");
  });
}

}  // namespace

void fix_view(Fix& fix) {
  const std::string name = qualified(fix.object().identity("schema"), fix.object().identity("name"));
  const std::string what = (is_materialized(fix) ? "MATERIALIZED VIEW " : "VIEW ") + name;
  switch (fix.difference().change) {
    case Change::missing:
      if (is_materialized(fix)) {
        create_materialized_view(fix, name);
      } else {
        create_view(fix, name);
      }
      return complete_new(fix, what, standard_relation_acl(fix), "TABLE " + name);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      // From one sort to the other, and another query of a materialized one: what hangs on it would have to go first.
      if (!fix.changed("type")) {
        if (is_materialized(fix)) {
          fix_materialized_view(fix, name);
        } else {
          fix_plain_view(fix, name);
        }
      }
      fix.fix_owner(what);
      fix.fix_acl("TABLE " + name);
      fix.fix_comment(what);
  }
}

}  // namespace plumb::diff
