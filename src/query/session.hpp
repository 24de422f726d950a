// SPDX-License-Identifier: Apache-2.0
// The one connection to SQLite of a Database, with nothing in it yet: in memory, without files, and what a statement
// says or fails with, as values.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <memory>

#include <plumb/query/database.hpp>

#include "guard.hpp"
#include "relation.hpp"
#include "virtual_table.hpp"

namespace plumb::query {

class Session {
 public:
  explicit Session(const Stop& stop);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  [[nodiscard]] sqlite3* connection() const { return m_connection; }
  [[nodiscard]] Guard& guard() { return m_guard; }
  [[nodiscard]] TableEvents& events() { return m_events; }

  // As Database has them.
  [[nodiscard]] Outcome run(std::string_view sql, const Limits& limits);
  [[nodiscard]] std::variant<std::vector<std::string>, Failure> compile(std::string_view sql);

  // The rows of a query of plumb's own as a relation; `what` describes its columns by name. It may be called from
  // within run(), when SQL first names a derived table.
  [[nodiscard]] std::variant<std::unique_ptr<Relation>, Failure> materialise(
      std::string_view sql, const std::vector<ColumnDescription>& what);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
  using Prepared = std::variant<Statement, Failure>;

  static int on_progress(void* self);
  [[nodiscard]] Prepared prepare(std::string_view sql);
  [[nodiscard]] Prepared prepare_one(std::string_view sql);
  [[nodiscard]] Failure failure() const;
  void begin(const Limits& limits);

  sqlite3* m_connection = nullptr;
  const Stop& m_stop;
  Guard m_guard;
  TableEvents m_events;
  // Of the query at work:
  Limits m_limits;
  std::chrono::steady_clock::time_point m_deadline;
  std::ptrdiff_t m_memory_before = 0;
  std::size_t m_result_bytes = 0;
  std::optional<Failure> m_ended;  // by on_progress
};

}  // namespace plumb::query
