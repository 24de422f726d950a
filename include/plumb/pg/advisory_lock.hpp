// SPDX-License-Identifier: Apache-2.0
// Atlas's advisory lock (atlas-migrate.md §5): session-level, keyed by the FNV-1 hash of a name, polled with
// pg_try_advisory_lock, so that a waiter holds no snapshot (a blocked pg_advisory_lock does, and then deadlocks with
// CREATE INDEX CONCURRENTLY of the holder).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <plumb/base/stop.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::pg {

// The lock of `migrate apply` and `migrate set`.
inline constexpr std::string_view k_migrate_lock = "atlas_migrate_execute";

// FNV-1 (multiply, then xor), 32 bits: "atlas_migrate_execute" → 2686470616.
[[nodiscard]] std::uint32_t lock_key(std::string_view name);

// The session that has a lock, as pg_stat_activity tells it to this role.
struct LockHolder {
  int pid = 0;
  std::string application;
  std::string user;
  std::string since;  // start of the session's transaction or session, as the server prints it
};

// "pid 4711 (psql) of postgres since 2026-11-24 02:00:00+00", as far as it is known.
[[nodiscard]] std::string holder_text(const LockHolder& holder);

// SQL: SELECT on pg_locks and pg_stat_activity. Nothing if nobody holds it (any more).
[[nodiscard]] std::optional<LockHolder> lock_holder(Connection& connection, std::uint32_t key);

// Tries until the lock is had or `timeout` has passed: an eighth of the time waited so far between two tries (5 to 500
// ms, plus jitter); a timeout of 0 or less is one try. Returns whether it was acquired; a requested Stop ends the wait
// with false. `waiting` is called once, before the first sleep. Throws pg::to_error for what the server says. REQUIRES:
// no pipeline answers outstanding.
[[nodiscard]] bool acquire_lock(Connection& connection, std::uint32_t key, std::chrono::nanoseconds timeout,
                                const Stop& stop, const std::function<void()>& waiting = {});

// Returns whether this session held it.
[[nodiscard]] bool release_lock(Connection& connection, std::uint32_t key);

}  // namespace plumb::pg
