// SPDX-License-Identifier: Apache-2.0
#include <plumb/pg/advisory_lock.hpp>

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cstdlib>
#include <random>

namespace plumb::pg {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

bool ask(Connection& connection, std::string_view function, std::uint32_t key) {
  const auto table = run_or_throw(connection, fmt::format("SELECT {}({})", function, key));
  return table->rows() == 1 && table->cell(0, 0) == "t";
}

// Sleeps, or less if the Stop is requested.
void sleep_for(nanoseconds duration, const Stop& stop) {
  pollfd fd{stop.fd(), POLLIN, 0};
  static_cast<void>(::poll(&fd, 1, static_cast<int>(std::chrono::ceil<milliseconds>(duration).count())));
}

}  // namespace

std::uint32_t lock_key(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) {
    hash *= 16777619U;
    hash ^= static_cast<unsigned char>(c);
  }
  return hash;
}

std::string holder_text(const LockHolder& holder) {
  return fmt::format(
      "pid {}{}{}{}", holder.pid, holder.application.empty() ? "" : fmt::format(" ({})", holder.application),
      holder.user.empty() ? "" : " of " + holder.user, holder.since.empty() ? "" : " since " + holder.since);
}

std::optional<LockHolder> lock_holder(Connection& connection, std::uint32_t key) {
  // A key above 2^31 is an oid in pg_locks and a bigint in the call: both unsigned. Columns of a session of another
  // role are NULL for a role without pg_read_all_stats.
  const auto table = run_or_throw(
      connection,
      fmt::format(
          "SELECT l.pid, a.application_name, a.usename, COALESCE(a.xact_start, a.state_change, a.backend_start)::text "
          "FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid "
          "WHERE l.locktype = 'advisory' AND l.classid = 0 AND l.objid = {} AND l.objsubid = 1 AND l.granted "
          "AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())",
          key));
  if (table->rows() == 0) return std::nullopt;
  return LockHolder{.pid = std::atoi(std::string(table->cell(0, 0)).c_str()),
                    .application = std::string(table->cell(0, 1)),
                    .user = std::string(table->cell(0, 2)),
                    .since = std::string(table->cell(0, 3))};
}

// Atlas doubles its sleeps up to two seconds, so that a waiter can be late by as long as it has waited, and gives up
// after the time is over. Here a sleep is an eighth of the time waited so far: the lock is noticed soon after it is
// free, at a handful of queries for each doubling of the wait. The last sleep is cut at the deadline and followed by
// one more try.
bool acquire_lock(Connection& connection, std::uint32_t key, nanoseconds timeout, const Stop& stop,
                  const std::function<void()>& waiting) {
  constexpr nanoseconds k_shortest = milliseconds(5);
  constexpr nanoseconds k_longest = milliseconds(500);
  const auto start = std::chrono::steady_clock::now();
  std::minstd_rand random(std::random_device{}());
  bool told = false;
  for (;;) {
    if (ask(connection, "pg_catalog.pg_try_advisory_lock", key)) return true;
    const nanoseconds waited = std::chrono::steady_clock::now() - start;
    const nanoseconds left = timeout - waited;
    if (left <= nanoseconds(0)) return false;
    if (!told && waiting) waiting();
    told = true;
    // Jitter, so that waiters who came together do not go on asking together.
    const nanoseconds delay = std::clamp(waited / 8, k_shortest, k_longest);
    std::uniform_int_distribution<std::int64_t> jitter(0, delay.count() / 2);
    sleep_for(std::min(delay + nanoseconds(jitter(random)), left), stop);
    if (stop.requested()) return false;
  }
}

bool release_lock(Connection& connection, std::uint32_t key) {
  return ask(connection, "pg_catalog.pg_advisory_unlock", key);
}

}  // namespace plumb::pg
