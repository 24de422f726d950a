// SPDX-License-Identifier: Apache-2.0
// What a database holds, as plumb knows it: objects, sorted, each with an identity and attributes as text.
//
// A Catalog owns the tables that the server sent, one a kind, and nothing else: identities and attributes are views
// into them, an Object is a handle of two words. Making one costs a look at each identity; comparing two is a merge.
// Movable, not copyable; Objects stay valid while the Catalog (also a moved one) lives. Reading is thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <plumb/base/text_table.hpp>
#include <plumb/catalog/kind.hpp>
#include <plumb/catalog/scope.hpp>

namespace plumb::catalog {

class Section;

class Object {
 public:
  [[nodiscard]] const Kind& kind() const;
  // The parts of the identity, in the order of Kind::identity. "" for a part that is NULL.
  [[nodiscard]] std::size_t identity_size() const;
  [[nodiscard]] std::string_view identity(std::size_t part) const;
  // The part of that name; "" where the kind has none of it.
  [[nodiscard]] std::string_view identity(std::string_view column) const;
  // An attribute by its place in Section::attributes(). Nothing: NULL, "not set".
  [[nodiscard]] std::optional<std::string_view> attribute(std::size_t index) const;
  // By name. Nothing also where the kind has no such attribute.
  [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const;
  [[nodiscard]] const Section& section() const { return *m_section; }

 private:
  friend class Section;
  Object(const Section& section, std::uint32_t row) : m_section(&section), m_row(row) {}

  const Section* m_section;
  std::uint32_t m_row;
};

// Bytewise, part by part, over as many parts as the shorter identity has: 0 also if one is a prefix of the other, as
// the identity of a table is of its policies'.
[[nodiscard]] int compare_identity(const Object& left, const Object& right);

// The objects of one kind, sorted by identity.
class Section {
 public:
  // Throws Error if a column that the kind's header names is not in the table.
  Section(const Kind& kind, std::unique_ptr<TextTable> table, const Scope& scope);

  [[nodiscard]] const Kind& kind() const { return m_kind; }
  [[nodiscard]] std::size_t size() const { return m_rows.size(); }
  [[nodiscard]] Object operator[](std::size_t index) const { return {*this, m_rows[index]}; }
  // Names of the attributes in the order of the query's columns.
  [[nodiscard]] const std::vector<std::string_view>& attributes() const { return m_names; }

 private:
  friend class Object;
  void check_header() const;
  void select_rows(const Scope& scope);
  void sort_rows();

  const Kind& m_kind;
  std::unique_ptr<TextTable> m_table;
  std::vector<std::uint16_t> m_identity;    // columns
  std::vector<std::uint16_t> m_attributes;  // columns
  std::vector<std::string_view> m_names;
  std::vector<std::uint32_t> m_rows;  // in scope, by identity
};

class Catalog {
 public:
  // Adds what the query of a kind returned. REQUIRES: the kind is not there yet, and outlives the Catalog.
  void add(const Kind& kind, std::unique_ptr<TextTable> table, const Scope& scope = {});

  // Takes the section of a kind out of another Catalog, and whether it had one. REQUIRES: the kind is not there yet.
  bool take(Catalog& other, const Kind& kind);

  // In the order in which they were added.
  [[nodiscard]] std::span<const std::unique_ptr<Section>> sections() const { return m_sections; }
  // Null if nothing was added for it: it was not read, which is not the same as empty.
  [[nodiscard]] const Section* section(std::string_view kind) const;
  // By binary search.
  [[nodiscard]] std::optional<Object> find(std::string_view kind, std::span<const std::string_view> identity) const;

 private:
  std::vector<std::unique_ptr<Section>> m_sections;
};

}  // namespace plumb::catalog
