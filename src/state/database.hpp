// SPDX-License-Identifier: Apache-2.0
// SQLite, as far as the store needs it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace plumb::state {

class Database;

// One statement. Bind in order, then step().
class Query {
 public:
  Query(Database& database, std::string_view sql);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& bind(std::int64_t value);
  Query& bind(std::string_view text);  // must live until the last step()
  Query& bind_blob(std::string_view bytes);
  Query& bind(std::optional<std::int64_t> value);

  // The next row; false: there is none.
  bool step();
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string text(int column) const;  // also of a blob
  [[nodiscard]] bool is_null(int column) const;

 private:
  int next();

  Database& m_database;
  sqlite3_stmt* m_statement = nullptr;
  int m_bound = 0;
};

// Throws Error with SQLite's words for what fails; damaged() then says of what kind the failure was.
class Database {
 public:
  explicit Database(const std::string& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void execute(const std::string& sql);
  [[nodiscard]] std::int64_t number(std::string_view sql);  // of the first cell; 0 without one

  // Whether the last failure says that the file is no database, or a damaged one.
  [[nodiscard]] bool damaged() const;
  [[nodiscard]] bool busy() const;

 private:
  friend class Query;
  void check(int code);

  sqlite3* m_handle = nullptr;
  int m_failure = 0;
};

// Rolls back unless commit() was called.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& m_database;
  bool m_open = true;
};

}  // namespace plumb::state
