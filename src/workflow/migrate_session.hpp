// SPDX-License-Identifier: Apache-2.0
// The first steps of every command that works with a revisions table.
#pragma once

#include <memory>
#include <optional>

#include <plumb/apply/pending.hpp>
#include <plumb/apply/revisions_table.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/workflow/migrate_target.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

// Reads the directory and checks its sum. Null: refused, see `refusal`. Throws what Atlas prints as a plain error.
[[nodiscard]] std::unique_ptr<migration::Directory> open_checked(const std::string& dir_url,
                                                                 const migration::Directory::Memory& memory,
                                                                 Refusal& refusal);

// Throws where two files have one version: of such a directory nobody can say what a database has.
void require_distinct_versions(const migration::Directory& directory);

struct MigrateSession {
  pg::Target target;
  std::unique_ptr<pg::Connection> connection;
  apply::RevisionsTable table;
  apply::ServerFacts facts;
  bool ambiguous = false;  // §3.1: rows are elsewhere, and which table is meant is not said
};

// Connects and probes: one session, one round trip. Throws "postgres: scanning system variables: …".
[[nodiscard]] MigrateSession open_session(const MigrateTarget& target, const Runtime& runtime);

// Adds to the runtime's sum, if there is one.
void add_traffic(const pg::Traffic& traffic, const Runtime& runtime);

// Adds the session's traffic to the runtime's sum when the workflow ends, whichever way.
class TrafficSum {
 public:
  TrafficSum(const Runtime& runtime, const pg::Connection& connection) : m_runtime(runtime), m_connection(connection) {}
  ~TrafficSum();
  TrafficSum(const TrafficSum&) = delete;
  TrafficSum& operator=(const TrafficSum&) = delete;

 private:
  const Runtime& m_runtime;
  const pg::Connection& m_connection;
};

// Refuses, with the reason, a server to which migrations must not go: a standby, or one behind a transaction-pooling
// proxy.
void require_writable(MigrateSession& session);

// The lock of `apply` and `set`. Throws `acquiring database lock: sql/schema: lock is held by other session`; who holds
// it is the hint.
class MigrateLock {
 public:
  MigrateLock(pg::Connection& connection, std::chrono::nanoseconds timeout, const Runtime& runtime);
  ~MigrateLock();
  MigrateLock(const MigrateLock&) = delete;
  MigrateLock& operator=(const MigrateLock&) = delete;
  // Returns whether it was still held: a file may have dropped it (DISCARD ALL).
  [[nodiscard]] bool release();

 private:
  pg::Connection& m_connection;
  bool m_held = false;
};

}  // namespace plumb::workflow
