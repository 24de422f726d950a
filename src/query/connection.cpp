// SPDX-License-Identifier: Apache-2.0
#include "connection.hpp"

#include "functions.hpp"
#include "names.hpp"
#include "virtual_table.hpp"

namespace plumb::query {

Connection::Connection(const Tables& tables)
    : m_sources{
          .catalog = tables.catalog(),
          .settings = tables.settings(),
          .options = tables.options(),
          .table = [this, &tables](std::string_view name) { return tables.relation(name, m_sources); },
          .answer = [this](const DerivedQuery& query) { return m_session.materialise(query.sql, query.columns); }},
      m_session(tables.options().stop) {
  add_functions(tables);
  add_tables(tables);
}

void Connection::add_functions(const Tables& tables) {
  register_regexp(m_session.connection());
  m_session.guard().allow_function("regexp");
  for (const Function& function : tables.functions()) {
    register_function(m_session.connection(), function);
    m_session.guard().allow_function(function.name);
  }
}

void Connection::add_tables(const Tables& tables) {
  for (const auto& [name, table] : tables.list()) {
    const TableBinding binding{*table, m_sources, m_session.events(), m_session.guard()};
    for (const std::string& known_as : {name, plural(name)}) {
      register_table(m_session.connection(), known_as, binding);
      m_session.guard().allow_table(known_as);
    }
  }
}

}  // namespace plumb::query
