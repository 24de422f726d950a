// SPDX-License-Identifier: Apache-2.0
// SQLite as one thread has it: a session, in which all tables and functions are known.
#pragma once

#include "derived.hpp"
#include "session.hpp"
#include "tables.hpp"

namespace plumb::query {

class Connection {
 public:
  // REQUIRES: the tables live longer. Throws Error if SQLite cannot.
  explicit Connection(const Tables& tables);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] Session& session() { return m_session; }
  [[nodiscard]] const Sources& sources() const { return m_sources; }

 private:
  void add_functions(const Tables& tables);
  void add_tables(const Tables& tables);

  const Sources m_sources;
  Session m_session;  // the last one: it goes first, and with it all that points at the sources
};

}  // namespace plumb::query
