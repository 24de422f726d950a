// SPDX-License-Identifier: Apache-2.0
// GENERATED … AS IDENTITY, with the sequence behind it.
#include <algorithm>
#include <array>

#include <fmt/ranges.h>

#include <plumb/sql/quote.hpp>

#include "column.hpp"

namespace plumb::diff {
namespace {

struct Word {
  std::string_view option;  // as the catalog has it: increment=1
  std::string_view sql;
};

constexpr std::array<Word, 5> k_words = {{{"increment", "INCREMENT BY"},
                                          {"minimum", "MINVALUE"},
                                          {"maximum", "MAXVALUE"},
                                          {"start", "START WITH"},
                                          {"cache", "CACHE"}}};

// "increment=3" → "INCREMENT BY 3".
std::string option_clause(std::string_view option) {
  const std::string_view name = option.substr(0, option.find('='));
  const std::string_view value = option.substr(std::min(option.size(), name.size() + 1));
  if (name == "cycle") return value == "yes" ? "CYCLE" : "NO CYCLE";
  const auto* word = std::ranges::find(k_words, name, &Word::option);
  return word == k_words.end() ? "" : fmt::format("{} {}", word->sql, value);
}

// GENERATED ALWAYS, with all that the sequence is.
std::string clause(const Fix& fix) {
  std::vector<std::string> options;
  if (const auto name = fix.desired().attribute("identity_sequence"))
    options.push_back(fmt::format("SEQUENCE NAME {}", *name));
  for (const std::string& option : elements(fix.desired().attribute("identity_options"))) {
    options.push_back(option_clause(option));
  }
  const std::string text =
      fmt::format("GENERATED {} AS IDENTITY", fix.wanted("identity") == "always" ? "ALWAYS" : "BY DEFAULT");
  return options.empty() ? text : fmt::format("{} ({})", text, fmt::join(options, " "));
}

void complete_sequence(Fix& fix) {
  if (fix.desired().attribute("identity_comment")) {
    fix.add(fmt::format("COMMENT ON SEQUENCE {} IS {}", fix.wanted("identity_sequence"),
                        sql::quote_literal(fix.wanted("identity_comment"))));
  }
  if (fix.desired().attribute("identity_acl") &&
      !fix.change_privileges("", "SEQUENCE " + fix.wanted("identity_sequence"), "",
                             elements(fix.desired().attribute("identity_acl")), acl_of_new(fix, k_sequence_acl))) {
    fix.leave_open("identity_acl");
  }
}

// Within its schema; where a name has to be quoted, by hand.
void rename_sequence(Fix& fix) {
  fix.on_change("identity_sequence", [&](const auto& wanted) {
    const std::string actual(fix.changed("identity_sequence")->actual.value_or(""));
    const std::string expected(wanted.value_or(""));
    const std::size_t dot = actual.find('.');
    if ((actual + expected).find('"') != std::string::npos ||
        actual.substr(0, dot) != expected.substr(0, expected.find('.'))) {
      return std::string();
    }
    return fmt::format("ALTER SEQUENCE {} RENAME TO {}", actual, expected.substr(expected.find('.') + 1));
  });
}

void alter_sequence(Fix& fix, const ColumnNames& names) {
  fix.on_change("identity", [&](const auto& wanted) {
    return fmt::format("{} SET GENERATED {}", names.alter, wanted == "always" ? "ALWAYS" : "BY DEFAULT");
  });
  rename_sequence(fix);
  fix.on_change("identity_options", [&](const auto& wanted) {
    const std::vector<std::string> present = elements(fix.changed("identity_options")->actual);
    std::string clauses;
    for (const std::string& option : elements(wanted)) {
      if (std::ranges::find(present, option) == present.end()) clauses += " SET " + option_clause(option);
    }
    return names.alter + clauses;
  });
  const std::string sequence = "SEQUENCE " + fix.wanted("identity_sequence");
  fix.fix_acl(sequence, "", "identity_acl");
  fix.fix_comment(sequence, "identity_comment");
}

void settle_all(Fix& fix) {
  for (const std::string_view attribute :
       {"identity", "identity_sequence", "identity_options", "identity_acl", "identity_comment"}) {
    fix.settle(attribute);
  }
}

}  // namespace

std::string identity_clause(const Fix& fix) {
  return fix.desired().attribute("identity") ? " " + clause(fix) : "";
}

void complete_new_identity(Fix& fix) {
  if (fix.desired().attribute("identity")) complete_sequence(fix);
}

void fix_identity(Fix& fix, const ColumnNames& names) {
  const AttributeChange* change = fix.changed("identity");
  if (change == nullptr || (change->expected && change->actual)) return alter_sequence(fix, names);
  if (change->expected) {
    fix.add(fmt::format("{} ADD {}", names.alter, clause(fix)));
    fix.note("it begins at its start, whatever the rows hold");
    complete_sequence(fix);
  } else {
    fix.add(names.alter + " DROP IDENTITY");
  }
  settle_all(fix);
}

}  // namespace plumb::diff
