// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "migrate_session.hpp"

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/pg/advisory_lock.hpp>
#include <plumb/pg/pooler.hpp>

namespace plumb::workflow {
namespace {

std::string held_by(const std::optional<pg::LockHolder>& holder) {
  return holder ? "it is held by " + pg::holder_text(*holder) : "";
}

std::string revisions_schema(const MigrateTarget& target, const pg::Target& database) {
  if (!target.revisions_schema.empty()) return target.revisions_schema;
  if (!database.search_path.empty()) return database.search_path;
  return std::string(apply::k_revisions_name);
}

}  // namespace

std::unique_ptr<migration::Directory> open_checked(const std::string& dir_url,
                                                   const migration::Directory::Memory& memory, Refusal& refusal) {
  auto directory = std::make_unique<migration::Directory>(
      migration::Directory::open(dir_url, memory, migration::Unreadable::is_sum_problem));
  refusal.sum = directory->check_sum();
  if (refusal.sum) return nullptr;
  require_distinct_versions(*directory);
  return directory;
}

// Atlas runs the first of two files with one version, then crashes, and the second is never run (T39).
void require_distinct_versions(const migration::Directory& directory) {
  const auto twice = directory.duplicate_versions();
  if (twice.empty()) return;
  throw Error(fmt::format("version {} is used by more than one file: {}", go_quote(twice.front().version),
                          fmt::join(twice.front().files, ", ")))
      .with_hint("give each file a version of its own, then run migrate hash");
}

MigrateSession open_session(const MigrateTarget& target, const Runtime& runtime) {
  pg::Target database = pg::Target::parse(target.url);
  if (database.search_path.find(',') != std::string::npos && target.revisions_schema.empty()) {
    // Atlas makes a schema of that very name and then does not find its own table.
    throw Error(
        fmt::format("search_path={} names several schemas: which of them holds the revisions table is not clear",
                    database.search_path))
        .with_hint("bind the URL to one schema, or say --revisions-schema");
  }
  pg::ConnectResult connected = pg::try_connect(database, {}, runtime.stop);
  if (!connected.connection) {
    if (runtime.stop.requested()) throw Error("interrupted", ErrorCode::interrupted);
    throw Error("postgres: scanning system variables: " + connected.atlas_text).with_sqlstate(connected.error.sqlstate);
  }
  MigrateSession session{.target = database,
                         .connection = std::move(connected.connection),
                         .table = apply::RevisionsTable(revisions_schema(target, database)),
                         .facts = {},
                         .ambiguous = false};
  session.facts = session.table.probe(*session.connection);
  session.ambiguous = !database.search_path.empty() && target.revisions_schema.empty() && !session.facts.table_exists &&
                      session.facts.elsewhere;
  return session;
}

void add_traffic(const pg::Traffic& traffic, const Runtime& runtime) {
  if (runtime.traffic == nullptr) return;
  runtime.traffic->round_trips += traffic.round_trips;
  runtime.traffic->statements += traffic.statements;
  runtime.traffic->bytes_sent += traffic.bytes_sent;
  runtime.traffic->bytes_received += traffic.bytes_received;
}

TrafficSum::~TrafficSum() {
  add_traffic(m_connection.traffic(), m_runtime);
}

void require_writable(MigrateSession& session) {
  if (session.facts.in_recovery) {
    throw Error("the server is a standby in recovery: it takes no writes").with_hint("connect to the primary");
  }
  // A pooler invents the pid that the start-up tells; asking costs connections, so only then.
  if (session.facts.backend_pid == session.connection->backend_pid()) return;
  if (pg::behind_transaction_pooler(*session.connection, session.target)) {
    throw Error(
        "the server is behind a proxy that pools transactions (PgBouncer in transaction or statement mode, say): the "
        "session's "
        "advisory lock and its settings would not hold from one statement to the next")
        .with_hint("connect to the server itself, or through a pool in session mode");
  }
}

MigrateLock::MigrateLock(pg::Connection& connection, std::chrono::nanoseconds timeout, const Runtime& runtime)
    : m_connection(connection) {
  const std::uint32_t key = pg::lock_key(pg::k_migrate_lock);
  const auto waiting = [&] {
    if (!runtime.say) return;
    const std::string holder = held_by(pg::lock_holder(connection, key));
    runtime.say("waiting for the migration lock" + (holder.empty() ? std::string() : ": " + holder));
  };
  m_held = pg::acquire_lock(connection, key, timeout, runtime.stop, waiting);
  if (m_held) return;
  if (runtime.stop.requested()) throw Error("interrupted", ErrorCode::interrupted);
  throw Error("acquiring database lock: sql/schema: lock is held by other session")
      .with_hint(held_by(pg::lock_holder(connection, key)));
}

bool MigrateLock::release() {
  m_held = false;
  return pg::release_lock(m_connection, pg::lock_key(pg::k_migrate_lock));
}

MigrateLock::~MigrateLock() {
  // On the way out of an error. A session that is gone has taken its lock with it.
  if (!m_held || m_connection.transaction_status() == pg::TransactionStatus::unknown) return;
  try {
    (void)pg::release_lock(m_connection, pg::lock_key(pg::k_migrate_lock));
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): the end of the session releases it
  }
}

}  // namespace plumb::workflow
