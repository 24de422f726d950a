// SPDX-License-Identifier: Apache-2.0
// A table by name: its relation, made when it is first asked for, and what is known of it, found out when it first
// helps. The connections of several threads share it. Each thing is made once, under a lock, and never changes then.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "lookup.hpp"
#include "relation.hpp"

namespace plumb::query {

struct Sources;

using MadeTable = std::variant<std::unique_ptr<Relation>, Failure>;

class Table {
 public:
  struct Facts {
    std::string name;
    std::string what;  // one line
    bool derived = false;
  };

  Table(Facts facts, std::function<MadeTable(const Sources&)> make)
      : m_facts(std::move(facts)), m_make(std::move(make)) {}

  [[nodiscard]] const Facts& facts() const { return m_facts; }
  // Its rows, made from the sources if nobody asked before, or why it cannot be made.
  [[nodiscard]] std::variant<const Relation*, Failure> relation(const Sources& sources);

  // REQUIRES, of all below: relation() has returned one.
  [[nodiscard]] const Lookup& lookup(const std::vector<std::uint16_t>& columns);
  // As lookup.hpp has it.
  [[nodiscard]] double rows_for_value(std::size_t column);
  // Its cells are numbers and not text.
  [[nodiscard]] bool holds_numbers(std::size_t column);
  // REQUIRES: the relation is sorted.
  [[nodiscard]] const SortedGroups& groups();

 private:
  Facts m_facts;
  std::function<MadeTable(const Sources&)> m_make;
  std::mutex m_making;
  std::unique_ptr<Relation> m_relation;
  std::atomic<const Relation*> m_made = nullptr;  // m_relation, once it can be seen without the lock
  std::mutex m_finding_out;                       // what follows:
  std::map<std::vector<std::uint16_t>, Lookup> m_lookups;
  std::map<std::size_t, double> m_rows_for_value;
  std::map<std::size_t, bool> m_holds_numbers;
  std::optional<SortedGroups> m_groups;
};

}  // namespace plumb::query
