// SPDX-License-Identifier: Apache-2.0
// A database made of rich.sql: at least one object of every kind.
#pragma once

#include <string>
#include <vector>

#include <plumb/desired/script.hpp>
#include <support/postgres.hpp>

namespace plumb::test {

// The text of rich.sql for a major version, and for a database of that name.
[[nodiscard]] std::string rich_sql(int major, const std::string& database);

// The same as a script, each statement a transaction of its own.
[[nodiscard]] desired::Script rich_script(int major, const std::string& database);

// REQUIRES: there is no other on the same server, for the roles are the cluster's.
class RichDatabase {
 public:
  explicit RichDatabase(int major = major_version());
  ~RichDatabase();  // drops the roles as well
  RichDatabase(const RichDatabase&) = delete;
  RichDatabase& operator=(const RichDatabase&) = delete;

  [[nodiscard]] const TestDatabase& database() const { return m_database; }

 private:
  TestDatabase m_database;
};

}  // namespace plumb::test
