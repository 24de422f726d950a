// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

std::string alter(const Fix& fix) {
  return "ALTER PUBLICATION " + sql::quote_identifier_if_needed(fix.object().identity("publication"));
}

// Those that inherit from it are told by themselves.
std::string add(const Fix& fix) {
  std::string text = fmt::format("{} ADD TABLE ONLY {}", alter(fix), table_of(fix.object()));
  if (fix.desired().attribute("columns")) text += fmt::format(" ({})", join_names(fix.wanted("columns")));
  if (fix.desired().attribute("filter")) text += fmt::format(" WHERE ({})", fix.wanted("filter"));
  return text;
}

std::string drop(const Fix& fix) {
  return fmt::format("{} DROP TABLE ONLY {}", alter(fix), table_of(fix.object()));
}

}  // namespace

void fix_publication_table(Fix& fix) {
  switch (fix.difference().change) {
    case Change::missing:
      return fix.add(add(fix));
    case Change::unexpected:
      return fix.add(drop(fix));
    case Change::changed:
      fix.note("in one transaction, so that no change of a row is lost to the subscribers");
      fix.add(drop(fix));
      fix.add(add(fix));
      fix.settle_all_but({});
  }
}

}  // namespace plumb::diff
