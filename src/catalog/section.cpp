// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include <plumb/base/error.hpp>
#include <plumb/catalog/catalog.hpp>

namespace plumb::catalog {
namespace {

std::uint16_t find_column(const Kind& kind, const TextTable& table, std::string_view name) {
  for (std::size_t column = 0; column < table.columns(); ++column) {
    if (table.column_name(column) == name) return static_cast<std::uint16_t>(column);
  }
  throw Error(fmt::format("kind {}: the query returns no column \"{}\", which its header names", kind.name, name));
}

}  // namespace

const Kind& Object::kind() const {
  return m_section->m_kind;
}

std::size_t Object::identity_size() const {
  return m_section->m_identity.size();
}

std::string_view Object::identity(std::size_t part) const {
  return m_section->m_table->cell(m_row, m_section->m_identity[part]);
}

std::string_view Object::identity(std::string_view column) const {
  const std::vector<std::string>& names = kind().identity;
  const auto found = std::ranges::find(names, column);
  return found == names.end() ? std::string_view() : identity(static_cast<std::size_t>(found - names.begin()));
}

std::optional<std::string_view> Object::attribute(std::size_t index) const {
  const std::uint16_t column = m_section->m_attributes[index];
  if (m_section->m_table->is_null(m_row, column)) return std::nullopt;
  return m_section->m_table->cell(m_row, column);
}

std::optional<std::string_view> Object::attribute(std::string_view name) const {
  const auto found = std::ranges::find(m_section->m_names, name);
  if (found == m_section->m_names.end()) return std::nullopt;
  return attribute(static_cast<std::size_t>(found - m_section->m_names.begin()));
}

Section::Section(const Kind& kind, std::unique_ptr<TextTable> table, const Scope& scope)
    : m_kind(kind), m_table(std::move(table)) {
  for (const std::string& name : kind.identity) m_identity.push_back(find_column(kind, *m_table, name));
  for (std::size_t column = 0; column < m_table->columns(); ++column) {
    if (std::ranges::find(m_identity, column) != m_identity.end()) continue;
    m_attributes.push_back(static_cast<std::uint16_t>(column));
    m_names.push_back(m_table->column_name(column));
  }
  check_header();
  select_rows(scope);
  sort_rows();
}

void Section::check_header() const {
  for (const auto& [name, facts] : m_kind.attributes) find_column(m_kind, *m_table, name);
  if (!m_kind.scope.empty()) find_column(m_kind, *m_table, m_kind.scope);
}

void Section::select_rows(const Scope& scope) {
  m_rows.reserve(m_table->rows());
  std::vector<std::string_view> identity(m_identity.size());
  for (std::uint32_t row = 0; row < m_table->rows(); ++row) {
    for (std::size_t part = 0; part < identity.size(); ++part) identity[part] = m_table->cell(row, m_identity[part]);
    if (scope.contains(m_kind, identity)) m_rows.push_back(row);
  }
}

// The queries sort already, as far as the server can do it cheaply; here it is only made certain.
void Section::sort_rows() {
  const auto less = [this](std::uint32_t left, std::uint32_t right) {
    return compare_identity(Object(*this, left), Object(*this, right)) < 0;
  };
  if (!std::ranges::is_sorted(m_rows, less)) std::ranges::stable_sort(m_rows, less);
}

}  // namespace plumb::catalog
