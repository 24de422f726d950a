// SPDX-License-Identifier: Apache-2.0
// Tries blocks of the sensitivity test on a server of its own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <plumb/devdb/server.hpp>
#include <plumb/diff/difference.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connection.hpp>

#include "preparing_connection.hpp"
#include "sensitivity_block.hpp"

namespace plumb::test {

struct Verdict {
  std::vector<std::string> complaints;  // none: the block holds
  int fixes = 0;                        // differences, both ways, whose fix brought the database back
  int without_fix = 0;                  // … whose fix says nothing, or only a part
};

// The name of the database that each block is tried in: blocks may use it.
constexpr std::string_view k_sensitivity_database = "sensitivity";

class SensitivityTrials {
 public:
  explicit SensitivityTrials(int major);

  // Laws, in both ways of trying: before → change gives exactly the difference that the block names; the other way
  // round too; where a fix says everything, running it gives what was before; and what the change made can be dropped
  // and made again.

  // In a transaction of a session that all blocks share, which is rolled back. A complaint may mean no more than that
  // the block cannot be in one.
  [[nodiscard]] Verdict run_in_transaction(const SensitivityBlock& block);

  // "", or what the transactions left, which is nothing if they were rolled back. To be called before run_alone().
  [[nodiscard]] std::string end_transactions();

  // In a database of its own. It and what the block left in the cluster (roles, tablespaces) are dropped.
  [[nodiscard]] Verdict run_alone(const SensitivityBlock& block);

  // "kind.attribute" for what is compared, and "kind", of every kind that this server has.
  [[nodiscard]] std::vector<std::string> subjects() const;

 private:
  void create_database();
  [[nodiscard]] std::unique_ptr<pg::Connection> connect() const;
  void open_shared();
  void close_shared();
  void drop_subscriptions();
  void clean_up();

  devdb::Server m_server;
  std::unique_ptr<pg::Connection> m_administrator;
  std::unique_ptr<pg::Connection> m_shared;
  std::unique_ptr<PreparingConnection> m_reading;  // on m_shared
  inspect::Snapshot m_empty;                       // of a database that nobody has changed
};

}  // namespace plumb::test
