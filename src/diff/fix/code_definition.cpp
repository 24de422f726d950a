// SPDX-License-Identifier: Apache-2.0
#include <fmt/ranges.h>

#include <plumb/sql/quote.hpp>

#include "code_object.hpp"

namespace plumb::diff {

void Definition::add(std::string_view word, std::string_view value) {
  m_items.push_back(fmt::format("  {} = {}", word, value));
}

void Definition::add_text(std::string_view word, std::string_view attribute) {
  if (const auto value = m_fix.desired().attribute(attribute)) add(word, *value);
}

void Definition::add_literal(std::string_view word, std::string_view attribute) {
  if (const auto value = m_fix.desired().attribute(attribute)) add(word, sql::quote_literal(*value));
}

void Definition::add_function(std::string_view word, std::string_view attribute) {
  if (const auto value = m_fix.desired().attribute(attribute)) add(word, without_arguments(*value));
}

void Definition::add_operator(std::string_view word, std::string_view attribute) {
  const auto value = m_fix.desired().attribute(attribute);
  if (value) add(word, fmt::format("OPERATOR({})", without_arguments(*value)));
}

void Definition::add_flag(std::string_view word, std::string_view attribute) {
  if (m_fix.wanted(attribute) == "yes") add_word(word);
}

void Definition::add_word(std::string_view word) {
  m_items.push_back(fmt::format("  {}", word));
}

std::string Definition::text() const {
  return fmt::format("(\n{}\n)", fmt::join(m_items, ",\n"));
}

std::string without_arguments(std::string_view printed) {
  bool quoted = false;
  for (std::size_t i = 0; i < printed.size(); ++i) {
    if (printed[i] == '"') quoted = !quoted;
    if (printed[i] == '(' && !quoted) return std::string(printed.substr(0, i));
  }
  return std::string(printed);
}

}  // namespace plumb::diff
