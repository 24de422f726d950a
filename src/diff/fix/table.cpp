// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// "fillfactor=70" as the storage parameters of SET and RESET want it: the value in quotes takes any text.
std::string_view option_name(std::string_view option) {
  return option.substr(0, option.find('='));
}

std::string option_setting(std::string_view option) {
  const std::string_view name = option_name(option);
  if (name.size() == option.size()) return std::string(option);
  return fmt::format("{} = {}", name, sql::quote_literal(option.substr(name.size() + 1)));
}

void fix_options(Fix& fix, const std::string& alter) {
  const AttributeChange* change = fix.changed("options");
  if (change == nullptr) return;
  const auto elements = [](const auto& value) {
    return value ? catalog::parse_text_list(*value) : std::vector<std::string>();
  };
  const std::vector<std::string> expected = elements(change->expected);
  const std::vector<std::string> actual = elements(change->actual);
  for (const std::string& option : actual) {
    if (std::ranges::find(expected, option_name(option), option_name) == expected.end()) {
      fix.add(fmt::format("{} RESET ({})", alter, option_name(option)));
    }
  }
  for (const std::string& option : expected) {
    if (std::ranges::find(actual, option) == actual.end()) {
      fix.add(fmt::format("{} SET ({})", alter, option_setting(option)));
    }
  }
  fix.settle("options");
}

void fix_changed_table(Fix& fix, const std::string& what) {
  const std::string alter = "ALTER " + what;
  fix.on_change("row_security", [&](const auto& wanted) {
    return fmt::format("{} {} ROW LEVEL SECURITY", alter, wanted == "yes" ? "ENABLE" : "DISABLE");
  });
  fix.on_change("force_row_security", [&](const auto& wanted) {
    return fmt::format("{} {}FORCE ROW LEVEL SECURITY", alter, wanted == "yes" ? "" : "NO ");
  });
  fix.fix_owner(what);
  fix.fix_acl(what);
  fix.on_change("persistence", [&](const auto& wanted) {
    return fmt::format("{} SET {}", alter, wanted == "unlogged" ? "UNLOGGED" : "LOGGED");
  });
  // Which index it was is an attribute of the index.
  fix.on_change("replica_identity", [&](const auto& wanted) {
    if (wanted == "index") return std::string();
    return fmt::format("{} REPLICA IDENTITY {}", alter,
                       wanted == "full"      ? "FULL"
                       : wanted == "nothing" ? "NOTHING"
                                             : "DEFAULT");
  });
  fix_options(fix, alter);
  fix.fix_comment(what);
}

}  // namespace

void fix_table(Fix& fix) {
  const std::string what = "TABLE " + qualified(fix.object().identity("schema"), fix.object().identity("name"));
  switch (fix.difference().change) {
    case Change::missing:
      return;  // a table is more than what is read of it: that is for the migrations
    case Change::unexpected:
      return fix.add_destructive("DROP " + what);
    case Change::changed:
      return fix_changed_table(fix, what);
  }
}

}  // namespace plumb::diff
