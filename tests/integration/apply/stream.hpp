// SPDX-License-Identifier: Apache-2.0
// A database and a stream of migration files to be run on it. Sets up and looks; checks nothing.
#pragma once

#include <support/postgres.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <plumb/apply/executor.hpp>
#include <plumb/apply/pending.hpp>
#include <plumb/apply/run_report.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/pg/scripted.hpp>

namespace plumb::test {

using Files = std::map<std::string, std::string>;

// Three files of several statements, which leave tables, a policy, a view and rows.
[[nodiscard]] Files three_files();
// `count` files of one table each.
[[nodiscard]] Files many_files(int count);

struct RunOptions {
  apply::TxMode mode = apply::TxMode::file;
  std::optional<std::size_t> amount;  // at most so many files
  const Stop* stop = &Stop::never();
};

class Stream {
 public:
  explicit Stream(Files files) : m_directory(migration::Directory::from_files(std::move(files))) {}

  // What `migrate apply` does under its lock, by a session of its own.
  apply::RunReport run(const RunOptions& options = {});
  // The same by a session on which `answer` may play (pg::ScriptedConnection): the report, and what was sent by
  // execute() itself.
  struct Scripted {
    apply::RunReport report;
    std::vector<std::string> sent;
  };
  Scripted run_scripted(const RunOptions& options, const pg::ScriptedConnection::Answer& answer);

  // Tables, policies, views, row counts and revision rows (but for times), as text: equal texts, equal databases.
  [[nodiscard]] std::string state() const;
  // The first cell of an answer; "" for none.
  [[nodiscard]] std::string ask(const std::string& sql) const;
  void set_files(Files files) { m_directory = migration::Directory::from_files(std::move(files)); }
  [[nodiscard]] const TestDatabase& database() const { return m_database; }

 private:
  apply::RunReport run_on(pg::Connection& connection, const std::vector<apply::Revision>& revisions,
                          const RunOptions& options) const;
  std::vector<apply::Revision> prepare() const;

  TestDatabase m_database;
  migration::Directory m_directory;
};

}  // namespace plumb::test
