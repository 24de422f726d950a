// SPDX-License-Identifier: Apache-2.0
// Elements "name=value" of two sorts: storage parameters (SET, RESET), and the OPTIONS of foreign objects.
#include <algorithm>

#include <fmt/ranges.h>

#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

std::string_view option_name(std::string_view option) {
  return option.substr(0, option.find('='));
}

// The value in quotes takes any text.
std::string parameter_setting(std::string_view parameter) {
  const std::string_view name = option_name(parameter);
  if (name.size() == parameter.size()) return std::string(parameter);
  return fmt::format("{} = {}", name, sql::quote_literal(parameter.substr(name.size() + 1)));
}

std::string foreign_option(std::string_view option) {
  const std::string_view name = option_name(option);
  const std::string_view value = option.substr(std::min(option.size(), name.size() + 1));
  return fmt::format("{} {}", sql::quote_identifier_if_needed(name), sql::quote_literal(value));
}

bool has_name_of(const std::vector<std::string>& options, std::string_view option) {
  return std::ranges::find(options, option_name(option), option_name) != options.end();
}

bool is_hidden(std::string_view option) {
  return option.ends_with("={hidden}") || option == catalog::k_not_seen;
}

}  // namespace

std::string parameters_clause(const std::vector<std::string>& parameters) {
  if (parameters.empty()) return "";
  std::vector<std::string> settings;
  for (const std::string& parameter : parameters) settings.push_back(parameter_setting(parameter));
  return fmt::format(" WITH ({})", fmt::join(settings, ", "));
}

std::optional<std::string> foreign_options_clause(const std::vector<std::string>& options) {
  if (options.empty()) return "";
  std::vector<std::string> settings;
  for (const std::string& option : options) {
    if (is_hidden(option)) return std::nullopt;
    settings.push_back(foreign_option(option));
  }
  return fmt::format(" OPTIONS ({})", fmt::join(settings, ", "));
}

void Fix::fix_parameters(const std::string& alter, std::string_view attribute) {
  const AttributeChange* change = changed(attribute);
  if (change == nullptr) return;
  const std::vector<std::string> expected = elements(change->expected);
  const std::vector<std::string> actual = elements(change->actual);
  for (const std::string& parameter : actual) {
    if (!has_name_of(expected, parameter)) add(fmt::format("{} RESET ({})", alter, option_name(parameter)));
  }
  for (const std::string& parameter : expected) {
    if (std::ranges::find(actual, parameter) == actual.end()) {
      add(fmt::format("{} SET ({})", alter, parameter_setting(parameter)));
    }
  }
  settle(attribute);
}

void Fix::fix_foreign_options(const std::string& alter, std::string_view attribute) {
  const AttributeChange* change = changed(attribute);
  if (change == nullptr) return;
  const std::vector<std::string> expected = elements(change->expected);
  const std::vector<std::string> actual = elements(change->actual);
  std::vector<std::string> clauses;
  for (const std::string& option : actual) {
    if (!has_name_of(expected, option)) {
      clauses.push_back("DROP " + sql::quote_identifier_if_needed(option_name(option)));
    }
  }
  for (const std::string& option : expected) {
    if (std::ranges::find(actual, option) != actual.end()) continue;
    if (is_hidden(option)) return;
    clauses.push_back((has_name_of(actual, option) ? "SET " : "ADD ") + foreign_option(option));
  }
  add(fmt::format("{} OPTIONS ({})", alter, fmt::join(clauses, ", ")));
  settle(attribute);
}

}  // namespace plumb::diff
