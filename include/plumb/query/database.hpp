// SPDX-License-Identifier: Apache-2.0
// A Catalog as SQL tables: one for each kind, and those that follow from several (who may act as whom, which policy
// reaches whom, …). SELECT is all that it understands: nothing can be written, no file opened, no function called that
// is not on the list, so that SQL of strangers may run. docs/query.md lists the tables for people.
//
// Tables of kinds read the Catalog's own buffers. A derived table is made when it is first asked for, and kept. An
// equality on columns of any table is an indexed look-up, the index being made when it is first used; but for columns
// of few values in a table of thousands of rows, which are looked through.
//
// Names: the table of the kind "role membership" is role_membership. Every table also answers to its plural (tables,
// policies, grants), since table, index and constraint are words of SQL. Columns that are such words ("table", "using",
// "default") need double quotes.
//
// Values: identity columns and attributes as text; an attribute of form flag is 1 or 0 (or text: a third value); a set
// or a list is JSON. "{migration role}" is the role's name, names of owners are without quotes. Rows come in the
// order of their identity where the SQL asks for none; the same Catalog gives the same answer.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <plumb/base/stop.hpp>
#include <plumb/catalog/catalog.hpp>
#include <plumb/query/value.hpp>
#include <plumb/settings/settings.hpp>

namespace plumb::query {

// A scalar function that SQL may call besides the usual ones. It must depend on its arguments only, and may be called
// by several threads at once. An Error that it throws becomes the failure of the query.
struct Function {
  std::string name;
  int arguments = 1;  // -1: any number
  std::function<Value(std::span<const Value>)> call;
};

struct Options {
  std::string migration_role;  // what "{migration role}" stands for; "": left as it is
  std::string database;        // inspect::Facts of the catalog, for the table `server`; "" and 0: NULL there
  int server_version = 0;
  std::vector<Function> functions;
  // Whose tables are known by name even where the catalog has no section for them.
  const catalog::Kinds& kinds = catalog::Kinds::builtin();
  const Stop& stop = Stop::never();
};

struct Limits {
  std::chrono::milliseconds time{0};  // 0: none
  std::size_t rows = 0;               // the rest is left out, see Result::more; 0: all
  std::size_t memory = 0;             // bytes that SQLite may take besides; 0: any
};

struct Result {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
  bool more = false;  // Limits::rows left some out
};

// Why a query has no answer.
struct Failure {
  enum class Reason {
    sql,           // it is not right: syntax, an unknown table, column or function, a type
    forbidden,     // it is more than a SELECT, or calls what it must not
    not_read,      // it needs a kind that the catalog does not have; an empty answer would be a lie
    out_of_time,   // Limits::time
    out_of_space,  // Limits::memory, or a single value of more than 16 MiB
    interrupted,   // Options::stop
  };
  Reason reason = Reason::sql;
  std::string message;                // lower-case, no full stop; fit to be shown
  std::string hint;                   // may be ""
  std::string kind;                   // not_read: which one
  std::optional<std::size_t> offset;  // bytes into the SQL, where it is known
};

using Outcome = std::variant<Result, Failure>;

struct ColumnDescription {
  std::string name;
  std::string what;  // "" where the name says it
};

struct TableDescription {
  std::string name;
  std::string also;  // its plural
  std::string what;  // one line
  std::vector<ColumnDescription> columns;
  bool derived = false;
  std::string unavailable;  // why it cannot be asked, "" if it can
};

// Not thread-safe; not movable. REQUIRES: catalog and settings live longer, and do not change.
class Database {
 public:
  Database(const catalog::Catalog& catalog, const settings::Settings& settings, Options options = {});
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // One SELECT (or VALUES, or WITH … SELECT); a semicolon may end it. Throws Error only if SQLite itself cannot go on
  // (out of memory).
  [[nodiscard]] Outcome run(std::string_view sql, const Limits& limits = {});

  // run() of each statement, on some threads where there are many: the outcomes are the same, and in the same order.
  [[nodiscard]] std::vector<Outcome> run_all(std::span<const std::string_view> statements, const Limits& limits = {});

  // The names of its columns, without running it.
  [[nodiscard]] std::variant<std::vector<std::string>, Failure> compile(std::string_view sql);

  // All of them, by name: those of kinds first. Makes the derived ones to know their columns.
  [[nodiscard]] std::vector<TableDescription> tables();

  // Rows that were looked at in tables since the beginning: what an index saves can be seen here.
  [[nodiscard]] std::size_t rows_visited() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> m_implementation;
};

// A catalog in which every kind was read and nothing found, so that SQL can be compiled and tables listed without a
// database. Columns are those that the kinds' headers name.
[[nodiscard]] catalog::Catalog empty_catalog(const catalog::Kinds& kinds = catalog::Kinds::builtin());

// The failure as an exception whose caret points into `sql`, which came from `file` ("" for the command line).
[[nodiscard]] Error to_error(const Failure& failure, std::string_view sql, std::string_view file);

}  // namespace plumb::query
