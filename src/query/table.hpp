// SPDX-License-Identifier: Apache-2.0
// A table by name: its relation, made when it is first asked for, and the indexes over it, made when they first help.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "lookup.hpp"
#include "relation.hpp"

namespace plumb::query {

using MadeTable = std::variant<std::unique_ptr<Relation>, Failure>;

class Table {
 public:
  struct Facts {
    std::string name;
    std::string what;  // one line
    bool derived = false;
  };

  Table(Facts facts, std::function<MadeTable()> make) : m_facts(std::move(facts)), m_make(std::move(make)) {}

  [[nodiscard]] const Facts& facts() const { return m_facts; }
  // Null if it cannot be made: see failure().
  [[nodiscard]] const Relation* relation();
  [[nodiscard]] const Failure& failure() const { return m_failure; }

  // REQUIRES: relation() is not null.
  [[nodiscard]] const Lookup& lookup(const std::vector<std::uint16_t>& columns);
  // As lookup.hpp has it, remembered.
  [[nodiscard]] double rows_for_value(std::size_t column);
  // Its cells are numbers and not text; remembered, too.
  [[nodiscard]] bool holds_numbers(std::size_t column);
  // SortedGroups::range() from where the last one was.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> sorted_range(std::span<const Cell> key);

 private:
  const SortedGroups& groups();

  Facts m_facts;
  std::function<MadeTable()> m_make;
  std::unique_ptr<Relation> m_relation;
  Failure m_failure;
  std::map<std::vector<std::uint16_t>, Lookup> m_lookups;
  std::map<std::size_t, double> m_rows_for_value;
  std::optional<SortedGroups> m_groups;
  std::uint32_t m_near = 0;
  std::vector<std::optional<bool>> m_holds_numbers;  // by column
};

}  // namespace plumb::query
