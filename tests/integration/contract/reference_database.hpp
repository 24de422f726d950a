// SPDX-License-Identifier: Apache-2.0
// The reference blueprint of this repository on a real server, as the contract wants it: made by a plain role,
// erun_owner; a login, erun_api, that may take up the two roles of the contract and inherits neither.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/contract/judge.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connection.hpp>

#include <support/postgres.hpp>

namespace plumb::test {

class ReferenceDatabase {
 public:
  ReferenceDatabase();

  // What a test does in between is undone by rollback().
  void begin();
  void rollback();
  // One command or several. Throws for what the server says.
  void run(std::string_view sql);

  // Judges what is there now, the open transaction included; rules that ask the server ask it.
  [[nodiscard]] contract::Judgement judge(const contract::Rules& rules, const settings::Settings& settings = {},
                                          contract::Active active = contract::Active::asked);
  // Judges what read() has returned.
  [[nodiscard]] contract::Judgement judge(const inspect::Snapshot& snapshot, const contract::Rules& rules,
                                          const settings::Settings& settings = {},
                                          contract::Active active = contract::Active::asked);
  // What is there now, the open transaction included.
  [[nodiscard]] inspect::Snapshot read();
  // The first column of what a query returns.
  [[nodiscard]] std::vector<std::string> column(std::string_view sql);
  // A new session, which gets the settings that are kept for new ones.
  void reconnect();
  [[nodiscard]] const TestDatabase& database() const { return m_database; }

 private:
  TestDatabase m_database;
  std::unique_ptr<pg::Connection> m_connection;
};

}  // namespace plumb::test
