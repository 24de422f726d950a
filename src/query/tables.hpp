// SPDX-License-Identifier: Apache-2.0
// What all connections of a Database share: the tables over its catalog, and the functions.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "derived.hpp"
#include "table.hpp"

namespace plumb::query {

class Tables {
 public:
  // REQUIRES: catalog and settings live longer.
  Tables(const catalog::Catalog& catalog, const settings::Settings& settings, Options options);
  Tables(const Tables&) = delete;
  Tables& operator=(const Tables&) = delete;

  [[nodiscard]] const catalog::Catalog& catalog() const { return m_catalog; }
  [[nodiscard]] const settings::Settings& settings() const { return m_settings; }
  [[nodiscard]] const Options& options() const { return m_options; }
  [[nodiscard]] const std::vector<Function>& functions() const { return m_functions; }
  [[nodiscard]] const std::map<std::string, std::unique_ptr<Table>, std::less<>>& list() const { return m_tables; }

  // The rows of a table, made from the sources if nobody asked before, or why there are none.
  [[nodiscard]] std::variant<const Relation*, Failure> relation(std::string_view name, const Sources& sources) const;

 private:
  void add(Table::Facts facts, std::function<MadeTable(const Sources&)> make);
  void add_derived();
  void add_kinds();

  const catalog::Catalog& m_catalog;
  const settings::Settings& m_settings;
  const Options m_options;
  std::vector<Function> m_functions;
  const std::vector<DerivedQuery> m_queries;
  std::map<std::string, std::unique_ptr<Table>, std::less<>> m_tables;
};

}  // namespace plumb::query
