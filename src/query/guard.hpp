// SPDX-License-Identifier: Apache-2.0
// What SQL may do: read the tables of the catalog, call functions of a list.
#pragma once

#include <sqlite3.h>

#include <functional>
#include <set>
#include <string>

namespace plumb::query {

class Guard {
 public:
  // Watches a connection from now on. REQUIRES: stays where it is, and lives as long as the connection.
  void watch(sqlite3* connection);

  void allow_table(const std::string& name) { m_tables.insert(name); }
  void allow_function(const std::string& name) { m_functions.insert(name); }

  // While one is there, plumb itself speaks to SQLite, not the query.
  class Pause {
   public:
    explicit Pause(Guard& guard) : m_guard(guard), m_before(guard.m_paused) { m_guard.m_paused = true; }
    ~Pause() { m_guard.m_paused = m_before; }
    Pause(const Pause&) = delete;
    Pause& operator=(const Pause&) = delete;

   private:
    Guard& m_guard;
    const bool m_before;
  };

  // What the last statement wanted and must not, to be shown; "" if nothing was refused.
  [[nodiscard]] const std::string& refused() const { return m_refused; }
  void forget() { m_refused.clear(); }

 private:
  static int authorize(void* self, int action, const char* first, const char* second, const char* database,
                       const char* inner);
  int refuse(std::string what);
  int read(std::string_view table, std::string_view column);
  int call(std::string_view function);

  std::set<std::string, std::less<>> m_tables;
  std::set<std::string, std::less<>> m_functions;
  std::string m_refused;
  bool m_paused = false;
};

}  // namespace plumb::query
