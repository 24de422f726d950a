// SPDX-License-Identifier: Apache-2.0
// The kinds that a second session asks, in a thread of its own and in the snapshot that the first one exports.
#pragma once

#include <map>
#include <string>
#include <thread>
#include <vector>

#include <plumb/inspect/snapshot.hpp>

namespace plumb::inspect {

constexpr std::string_view k_begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
constexpr std::string_view k_commit = "COMMIT";

// The parameters of settings.sql.
[[nodiscard]] std::vector<pg::Param> session_settings(const ReadOptions& options);

using Tables = std::map<const catalog::Kind*, std::unique_ptr<TextTable>>;

// What the second session must know of the first.
struct Shared {
  std::string snapshot;  // as pg_export_snapshot() names it
  std::string server;    // when it was started: an address may lead to several servers
  std::string migration_role;
  std::string reaching_roles;
};

class SecondSession {
 public:
  // Begins. REQUIRES: the transaction of the first session is open until finish() returns; options outlives this.
  SecondSession(const ReadOptions& options, Shared shared, std::vector<const catalog::Kind*> kinds);
  // Waits for the end. What it comes to is only worth something as a whole: an object that is dropped meanwhile, a
  // right that is missing, a session that cannot be had are the first session's to find again, and to tell. True: all
  // is in tables(). False: failure() says why not. Before, none of the others may be called.
  [[nodiscard]] bool finish();
  [[nodiscard]] Tables& tables() { return m_tables; }
  [[nodiscard]] const std::string& failure() const { return m_failure; }
  // It failed because its Stop was requested.
  [[nodiscard]] bool interrupted() const { return m_interrupted; }
  [[nodiscard]] const pg::Traffic& traffic() const { return m_traffic; }

 private:
  void run();
  void send(pg::Connection& connection) const;
  void receive(pg::Connection& connection);
  [[nodiscard]] std::unique_ptr<TextTable> receive_one(pg::Connection& connection);

  const ReadOptions& m_options;
  Shared m_shared;
  std::vector<const catalog::Kind*> m_kinds;
  Tables m_tables;
  std::string m_failure;
  bool m_done = false;
  bool m_interrupted = false;
  pg::Traffic m_traffic;
  std::jthread m_thread;  // last: ends before what it uses
};

}  // namespace plumb::inspect
