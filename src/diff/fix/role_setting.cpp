// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/ranges.h>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

// Their values are lists of names, stored as the server quotes them; each is to be set as a name of its own.
bool is_name_list(std::string_view setting) {
  constexpr std::array<std::string_view, 6> k_settings = {"search_path",
                                                          "temp_tablespaces",
                                                          "session_preload_libraries",
                                                          "local_preload_libraries",
                                                          "shared_preload_libraries",
                                                          "unix_socket_directories"};
  return std::ranges::find(k_settings, setting) != k_settings.end();
}

// public, "Odd, name" → two names, quotes taken off.
std::vector<std::string> split_names(std::string_view value) {
  std::vector<std::string> names(1);
  bool quoted = false;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char c = value[at];
    if (c == '"' && quoted && value.substr(at + 1).starts_with('"')) {
      names.back() += value[at++];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      names.emplace_back();
    } else if (c != ' ' || quoted) {
      names.back() += c;
    }
  }
  return names;
}

std::string literals(std::string_view setting, std::string_view value) {
  if (!is_name_list(setting)) return sql::quote_literal(value);
  std::vector<std::string> parts = split_names(value);
  for (std::string& part : parts) part = sql::quote_literal(part);
  return fmt::format("{}", fmt::join(parts, ", "));
}

// "my.thing" needs no quotes, nor does a name without a dot.
std::string setting_name(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return sql::quote_identifier_if_needed(name);
  return sql::quote_identifier_if_needed(name.substr(0, dot)) + "." +
         sql::quote_identifier_if_needed(name.substr(dot + 1));
}

// ALTER ROLE … IN DATABASE …, ALTER DATABASE …; nothing where a name is not known.
std::optional<std::string> alter_of(const Fix& fix) {
  const std::string_view printed = fix.object().identity("role");
  const bool whole_cluster = fix.object().identity("database").empty();
  const auto role = printed.empty() ? std::optional<std::string>("ALL") : fix.role(printed);
  const auto database = whole_cluster ? std::optional<std::string>("") : fix.database();
  if (!role || !database) return std::nullopt;
  if (whole_cluster) return "ALTER ROLE " + *role;
  if (printed.empty()) return "ALTER DATABASE " + *database;
  return fmt::format("ALTER ROLE {} IN DATABASE {}", *role, *database);
}

}  // namespace

void fix_role_setting(Fix& fix) {
  const auto alter = alter_of(fix);
  if (!alter) return;
  const std::string name(fix.object().identity("name"));
  if (fix.difference().change == Change::unexpected) {
    return fix.add(fmt::format("{} RESET {}", *alter, setting_name(name)));
  }
  const std::string value = fix.wanted("value");
  if (value.starts_with("{hidden")) {
    fix.settle("value");
    return fix.propose(fmt::format("{} SET {} TO '…'", *alter, setting_name(name)), "secrets are not looked at");
  }
  fix.add(fmt::format("{} SET {} TO {}", *alter, setting_name(name), literals(name, value)));
  fix.settle("value");
}

}  // namespace plumb::diff
