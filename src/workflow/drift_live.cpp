// SPDX-License-Identifier: Apache-2.0
#include "drift_live.hpp"

#include <poll.h>

#include <algorithm>

#include <fmt/format.h>

#include <plumb/apply/revisions_table.hpp>
#include <plumb/base/error.hpp>

#include "second_session.hpp"

namespace plumb::workflow {
namespace {

using std::chrono::nanoseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

// Sleeps, or less if the Stop is requested: then throws.
void pause(nanoseconds duration, const Stop& stop) {
  pollfd fd{stop.fd(), POLLIN, 0};
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
  static_cast<void>(::poll(&fd, 1, static_cast<int>(milliseconds)));
  if (stop.requested()) throw Error("interrupted", ErrorCode::interrupted);
}

// Nothing: the lock is free. Else who has it at the deadline.
std::optional<pg::LockHolder> wait_for_apply(pg::Connection& connection, SteadyTime deadline, const Runtime& runtime) {
  constexpr nanoseconds k_longest = std::chrono::seconds(1);
  nanoseconds delay = std::chrono::milliseconds(25);
  for (bool told = false;; told = true) {
    auto holder = pg::lock_holder(connection, pg::lock_key(pg::k_migrate_lock));
    const nanoseconds left = deadline - std::chrono::steady_clock::now();
    if (!holder || left <= nanoseconds(0)) return holder;
    if (!told && runtime.say) {
      runtime.say("waiting for the migrations that are being applied by " + pg::holder_text(*holder));
    }
    pause(std::min(delay, left), runtime.stop);
    delay = std::min(delay * 2, k_longest);
  }
}

}  // namespace

LiveSide read_live(pg::Connection& connection, inspect::ReadOptions options, nanoseconds lock_timeout,
                   const Runtime& runtime) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + lock_timeout;
  options.revisions_query = apply::RevisionsTable(options.revisions_schema).read_statement();
  const auto read = [&] {
    inspect::Snapshot snapshot = inspect::read(connection, options);
    tell_second_session(snapshot, runtime);
    return snapshot;
  };
  LiveSide live{.snapshot = read(), .revisions = {}, .apply_in_flight = {}};
  while (live.snapshot.facts.apply_running && !live.apply_in_flight) {
    const auto holder = wait_for_apply(connection, deadline, runtime);
    if (holder) live.apply_in_flight = pg::holder_text(*holder);
    // The wait may have let work through that is not in the first snapshot, also where it ended without success.
    live.snapshot = read();
  }
  if (live.snapshot.revisions) {
    live.revisions = apply::RevisionsTable::parse_rows(*live.snapshot.revisions, options.revisions_query);
  } else if (live.snapshot.facts.revisions_table) {
    live.snapshot.not_seen.push_back(
        {.what = fmt::format("{}.{}", options.revisions_schema, apply::k_revisions_name),
         .reason = fmt::format("role {} may not read it: USAGE on the schema and SELECT on the table are needed",
                               live.snapshot.facts.role)});
  }
  return live;
}

}  // namespace plumb::workflow
