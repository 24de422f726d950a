// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

struct Words {
  std::string_view type;  // as pg_identify_object calls it
  std::string_view sql;
};

constexpr std::array<Words, 14> k_words = {{{"table", "TABLE"},
                                            {"view", "TABLE"},
                                            {"materialized view", "TABLE"},
                                            {"foreign table", "TABLE"},
                                            {"sequence", "SEQUENCE"},
                                            {"function", "FUNCTION"},
                                            {"aggregate", "FUNCTION"},
                                            {"procedure", "PROCEDURE"},
                                            {"type", "TYPE"},
                                            {"schema", "SCHEMA"},
                                            {"language", "LANGUAGE"},
                                            {"foreign-data wrapper", "FOREIGN DATA WRAPPER"},
                                            {"server", "FOREIGN SERVER"},
                                            {"foreign server", "FOREIGN SERVER"}}};

struct Target {
  std::string what;
  std::string columns;
};

// "pg_catalog.pg_authid.rolpassword" is a column of a table: the last name is the column's.
std::optional<Target> target_of(const catalog::Object& object) {
  const std::string_view type = object.identity("type");
  const std::string_view name = object.identity("name");
  if (const auto found = std::ranges::find(k_words, type, &Words::type); found != k_words.end()) {
    return Target{fmt::format("{} {}", found->sql, name), ""};
  }
  const std::size_t dot = name.rfind('.');
  if (!type.ends_with(" column") || name.ends_with('"') || dot == std::string_view::npos) return std::nullopt;
  return Target{fmt::format("TABLE {}", name.substr(0, dot)), fmt::format(" ({})", name.substr(dot + 1))};
}

std::vector<std::string> list(const std::optional<catalog::Object>& object, std::string_view attribute) {
  return object ? elements(object->attribute(attribute)) : std::vector<std::string>();
}

}  // namespace

// What is granted on top of the server's own, what is taken off it: the two sides of the latter change places.
void fix_system_privilege(Fix& fix) {
  const auto target = target_of(fix.object());
  if (!target) return;
  const Difference& difference = fix.difference();
  const auto change = [&](std::string_view attribute, const auto& expected, const auto& actual) {
    if (fix.change_privileges("", target->what, target->columns, list(expected, attribute), list(actual, attribute))) {
      fix.settle(attribute);
    }
  };
  change("granted", difference.desired, difference.live);
  change("revoked", difference.live, difference.desired);
}

}  // namespace plumb::diff
