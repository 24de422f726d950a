// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "fix.hpp"

namespace plumb::diff {
namespace {

struct Clause {
  std::string_view attribute;
  std::string_view sql;
};

// The limits come with the type, which would bring its own.
constexpr std::array<Clause, 6> k_clauses = {{{"type", "AS"},
                                              {"increment", "INCREMENT BY"},
                                              {"minimum", "MINVALUE"},
                                              {"maximum", "MAXVALUE"},
                                              {"start", "START WITH"},
                                              {"cache", "CACHE"}}};

constexpr int k_first_with_unlogged = 150000;

std::string_view cycle(const Fix& fix) {
  return fix.wanted("cycle") == "yes" ? " CYCLE" : " NO CYCLE";
}

std::string owned_by(const Fix& fix) {
  return " OWNED BY " + (fix.desired().attribute("owned_by") ? fix.wanted("owned_by") : "NONE");
}

// The column may be one that needs the sequence.
void give_to_column(Fix& fix, const std::string& what) {
  if (!fix.desired().attribute("owned_by")) return;
  fix.enter(Phase::sequence_owner);
  fix.add("ALTER " + what + owned_by(fix));
}

void create(Fix& fix, const std::string& name) {
  std::string text =
      fmt::format("CREATE {}SEQUENCE {}", fix.wanted("persistence") == "unlogged" ? "UNLOGGED " : "", name);
  for (const Clause& clause : k_clauses) text += fmt::format(" {} {}", clause.sql, fix.wanted(clause.attribute));
  fix.add(text + std::string(cycle(fix)));
}

void fix_changed_sequence(Fix& fix, const std::string& what) {
  const std::string alter = "ALTER " + what;
  std::string clauses;
  for (const Clause& clause : k_clauses) {
    const bool is_limit = clause.attribute == "minimum" || clause.attribute == "maximum";
    if (!fix.changed(clause.attribute) && !(is_limit && fix.changed("type"))) continue;
    clauses += fmt::format(" {} {}", clause.sql, fix.wanted(clause.attribute));
    fix.settle(clause.attribute);
  }
  if (fix.changed("cycle")) {
    clauses += cycle(fix);
    fix.settle("cycle");
  }
  if (!clauses.empty()) fix.add(alter + clauses);
  fix.on_change("persistence", [&](const auto& wanted) {
    if (fix.server_version() < k_first_with_unlogged) return std::string();
    return fmt::format("{} SET {}", alter, wanted == "unlogged" ? "UNLOGGED" : "LOGGED");
  });
  fix.on_change("owned_by", [&](const auto&) { return alter + owned_by(fix); });
  fix.fix_owner(what);
  fix.fix_acl(what);
  fix.fix_comment(what);
}

}  // namespace

void fix_sequence(Fix& fix) {
  const std::string name = qualified(fix.object().identity("schema"), fix.object().identity("name"));
  const std::string what = "SEQUENCE " + name;
  switch (fix.difference().change) {
    case Change::missing:
      create(fix, name);
      complete_new(fix, what, k_sequence_acl);
      return give_to_column(fix, what);
    case Change::unexpected:
      return fix.add_destructive("DROP " + what);
    case Change::changed:
      return fix_changed_sequence(fix, what);
  }
}

}  // namespace plumb::diff
