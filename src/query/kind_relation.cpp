// SPDX-License-Identifier: Apache-2.0
#include "kind_relation.hpp"

#include <algorithm>
#include <array>

#include <plumb/sql/quote.hpp>

#include "names.hpp"

namespace plumb::query {
namespace {

// A column is kept when one in so many of its cells was asked for.
constexpr std::size_t k_part = 8;

using catalog::Form;
using catalog::Section;

std::vector<ColumnDescription> describe(const Section& section) {
  std::vector<ColumnDescription> out;
  for (const std::string& name : section.kind().identity) out.push_back({.name = name, .what = "identity"});
  for (const std::string_view name : section.attributes()) {
    const Form form = section.kind().facts(name).form;
    std::string what;
    if (form == Form::flag) what = "1 or 0";
    if (form == Form::set || form == Form::list) what = "JSON array";
    out.push_back({.name = std::string(name), .what = std::move(what)});
  }
  return out;
}

std::string replace_all(std::string_view text, std::string_view what, std::string_view with) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t found = std::min(text.find(what, at), text.size());
    out.append(text, at, found - at);
    if (found < text.size()) out += with;
    at = found + what.size();
  }
  return out;
}

// A name in an element of a JSON array.
std::string in_json(std::string_view name) {
  std::string out;
  for (const char c : quoted(name)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// Columns that hold the name of a role, or of nothing else that is quoted.
bool holds_role(std::string_view kind, std::string_view column) {
  static constexpr std::array<std::string_view, 8> k_roles = {"owner",   "owned_by", "role",   "member",
                                                              "grantor", "grantee",  "target", "user"};
  return std::ranges::find(k_roles, column) != k_roles.end() || (kind == "role" && column == "name");
}

}  // namespace

KindRelation::KindRelation(const Section& section, std::string migration_role)
    : Relation(describe(section)),
      m_section(section),
      m_migration_role(std::move(migration_role)),
      m_identity(section.kind().identity.size()),
      m_show(columns().size(), Show::as_is),
      m_kept(columns().size()) {
  for (std::size_t column = 0; column < m_show.size(); ++column) {
    const std::string& name = columns()[column].name;
    if (section.kind().facts(name).form == Form::flag) m_show[column] = Show::flag;
    if (holds_role(section.kind().name, name)) m_show[column] = Show::role;
  }
  m_sorted_by = is_sorted() ? m_identity : 0;
}

// Rules ask for the same few columns, row by row: once a part of one was asked for it is kept as cells, 16 bytes each.
// Where two threads ask at once a question may not be counted, which does no harm.
Cell KindRelation::cell(std::size_t row, std::size_t column) const {
  Column& of = m_kept[column];
  if (const Cell* cells = of.cells.load(std::memory_order_acquire)) return cells[row];
  const std::uint32_t asked = of.asked.load(std::memory_order_relaxed) + 1;
  of.asked.store(asked, std::memory_order_relaxed);
  return asked <= rows() / k_part ? read(row, column) : keep(column)[row];
}

const Cell* KindRelation::keep(std::size_t column) const {
  const std::lock_guard lock(m_keeping);
  Column& of = m_kept[column];
  if (of.kept.empty()) {
    of.kept.reserve(rows());
    for (std::size_t row = 0; row < rows(); ++row) {
      const Cell cell = read(row, column);
      // Of rows with the same text, as those of one table, all point to one: memory that was just looked at is near.
      of.kept.push_back(row > 0 && cell.equals(of.kept.back()) ? Cell(of.kept.back()) : cell);
    }
    of.cells.store(of.kept.data(), std::memory_order_release);
  }
  return of.kept.data();
}

Cell KindRelation::read(std::size_t row, std::size_t column) const {
  const catalog::Object object = m_section[row];
  if (column < m_identity) return shown(row, column, object.identity(column));
  const auto value = object.attribute(column - m_identity);
  return value ? shown(row, column, *value) : Cell();
}

Cell KindRelation::shown(std::size_t row, std::size_t column, std::string_view text) const {
  if (m_show[column] == Show::flag) {
    if (text == "yes") return Cell(1);
    if (text == "no") return Cell(0);
  }
  if (text.empty()) return Cell(std::string_view("", 0));
  const bool rewrite_role = !m_migration_role.empty() && text.front() == '[';
  const bool rewrite_quotes = m_show[column] == Show::role && text.front() == '"';
  if (!m_migration_role.empty() && text == k_migration_role) return Cell(std::string_view(m_migration_role));
  if (!rewrite_quotes && (!rewrite_role || text.find(k_migration_role) == std::string_view::npos)) return Cell(text);

  const std::lock_guard lock(m_rewriting);
  const auto [at, is_new] = m_rewritten.try_emplace((std::uint64_t{row} << 16U) | column);
  if (is_new) {
    at->second =
        rewrite_quotes ? sql::unquote_identifier(text) : replace_all(text, k_migration_role, in_json(m_migration_role));
  }
  return Cell(std::string_view(at->second));
}

// Whether all of the first columns is shown as the server sent it. What may not be begins with one of three signs.
bool KindRelation::identity_is_as_sent() const {
  for (std::size_t row = 0; row < rows(); ++row) {
    const catalog::Object object = m_section[row];
    for (std::size_t column = 0; column < m_identity; ++column) {
      const std::string_view text = object.identity(column);
      const char first = text.empty() ? ' ' : text.front();
      if ((first == '{' || first == '[' || first == '"') && shown(row, column, text).text() != text) return false;
    }
  }
  return true;
}

// The section is; but the name of a role as part of the identity may be shown otherwise than the server sent it.
bool KindRelation::is_sorted() const {
  if (identity_is_as_sent()) return true;
  for (std::size_t row = 1; row < rows(); ++row) {
    for (std::size_t column = 0; column < m_identity; ++column) {
      const int order = read(row - 1, column).text().compare(read(row, column).text());
      if (order > 0) return false;
      if (order < 0) break;
    }
  }
  return true;
}

}  // namespace plumb::query
