// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

struct Word {
  std::string_view attribute;
  std::string_view word;  // of CREATE ROLE; with NO before it for "no"
};

constexpr std::array<Word, 7> k_words = {{{"superuser", "SUPERUSER"},
                                          {"inherit", "INHERIT"},
                                          {"create_role", "CREATEROLE"},
                                          {"create_database", "CREATEDB"},
                                          {"login", "LOGIN"},
                                          {"replication", "REPLICATION"},
                                          {"bypass_rls", "BYPASSRLS"}}};

std::string option(const Word& word, std::string_view value) {
  return fmt::format(" {}{}", value == "yes" ? "" : "NO", word.word);
}

std::string limit(const std::optional<std::string_view>& value) {
  return fmt::format(" CONNECTION LIMIT {}", value.value_or("-1"));
}

// There is no other way back to "for ever".
std::string validity(const std::optional<std::string_view>& value) {
  return fmt::format(" VALID UNTIL {}", sql::quote_literal(value.value_or("infinity")));
}

void add_comment(Fix& fix, const std::string& what) {
  const auto comment = fix.desired().attribute("comment");
  if (comment) fix.add(fmt::format("COMMENT ON {} IS {}", what, sql::quote_literal(*comment)));
}

// Without a password: nothing tells it.
void create(Fix& fix, const std::string& name) {
  std::string statement = "CREATE ROLE " + name;
  for (const Word& word : k_words) statement += option(word, fix.wanted(word.attribute));
  if (const auto wanted = fix.desired().attribute("connection_limit")) statement += limit(wanted);
  if (const auto wanted = fix.desired().attribute("valid_until")) statement += validity(wanted);
  fix.add(std::move(statement));
  add_comment(fix, "ROLE " + name);
}

void alter(Fix& fix, const std::string& name) {
  std::string options;
  const auto collect = [&](std::string_view attribute, const auto& render) {
    const AttributeChange* change = fix.changed(attribute);
    if (change == nullptr) return;
    options += render(change->expected);
    fix.settle(attribute);
  };
  for (const Word& word : k_words) {
    collect(word.attribute, [&](const auto& wanted) { return option(word, wanted.value_or("no")); });
  }
  collect("connection_limit", limit);
  collect("valid_until", validity);
  if (!options.empty()) fix.add(fmt::format("ALTER ROLE {}{}", name, options));
  fix.fix_comment("ROLE " + name);
}

}  // namespace

void fix_role(Fix& fix) {
  // As the catalog has it, it is quoted already.
  const std::string name(fix.object().identity("name"));
  switch (fix.difference().change) {
    case Change::missing:
      return create(fix, name);
    case Change::unexpected:
      return fix.add_destructive("DROP ROLE " + name);
    case Change::changed:
      return alter(fix, name);
  }
}

}  // namespace plumb::diff
