// SPDX-License-Identifier: Apache-2.0
#include <plumb/state/store.hpp>

#include <plumb/base/error.hpp>
#include <plumb/base/parts_digest.hpp>

#include "state_file.hpp"

namespace plumb::state {
namespace {

using std::chrono::nanoseconds;

std::int64_t to_number(TimePoint time) {
  return time.time_since_epoch().count();
}

TimePoint to_time(std::int64_t number) {
  return TimePoint(nanoseconds(number));
}

std::optional<std::int64_t> to_number(std::optional<TimePoint> time) {
  return time ? std::optional(to_number(*time)) : std::nullopt;
}

// Snapshots that were not used for the longest time go, until the rest is within bounds.
void bound(Database& database) {
  std::int64_t excess = database.number("SELECT coalesce(sum(bytes), 0) FROM snapshot") - Store::k_most_bytes;
  while (excess > 0) {
    Query oldest(database, "SELECT kind, key, bytes FROM snapshot ORDER BY used LIMIT 1");
    if (!oldest.step()) return;
    excess -= oldest.number(2);
    const std::string kind = oldest.text(0);
    const std::string key = oldest.text(1);
    Query(database, "DELETE FROM snapshot WHERE kind = ? AND key = ?").bind(kind).bind(key).step();
  }
}

void put(Database& database, std::string_view kind, const std::string& key, const std::string& snapshot,
         const std::string& digest, TimePoint now) {
  // One that alone fills it would drive out everything else, and itself the next time.
  if (static_cast<std::int64_t>(snapshot.size()) > Store::k_most_bytes / 2) return;
  Transaction transaction(database);
  Query(database,
        "INSERT OR REPLACE INTO snapshot (kind, key, made, used, bytes, digest, content) VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(kind)
      .bind(key)
      .bind(to_number(now))
      .bind(to_number(now))
      .bind(static_cast<std::int64_t>(snapshot.size()))
      .bind(digest)
      .bind_blob(snapshot)
      .step();
  bound(database);
  transaction.commit();
}

// That a snapshot was used; seldom, so that reading is seldom writing.
void note_use(Database& database, std::string_view kind, const std::string& key, TimePoint last, TimePoint now) {
  constexpr nanoseconds k_same_use = std::chrono::hours(1);
  if (now - last < k_same_use) return;
  Query(database, "UPDATE snapshot SET used = ? WHERE kind = ? AND key = ?")
      .bind(to_number(now))
      .bind(kind)
      .bind(key)
      .step();
}

void insert_audit(Database& database, const std::string& target, const Audit& audit) {
  const auto count = [&](const char* severity) {
    const auto found = audit.counts.find(severity);
    return static_cast<std::int64_t>(found == audit.counts.end() ? 0 : found->second);
  };
  Query(database, "INSERT OR REPLACE INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(target)
      .bind(to_number(audit.at))
      .bind(audit.verdict)
      .bind(count("critical"))
      .bind(count("high"))
      .bind(count("medium"))
      .bind(count("low"))
      .bind(count("info"))
      .step();
  Query(database,
        "DELETE FROM audit WHERE target = ?1 AND at < (SELECT at FROM audit WHERE target = ?1 ORDER BY at DESC LIMIT 1 "
        "OFFSET 999)")
      .bind(target)
      .step();
}

void insert_seen(Database& database, const std::string& target, const Seen& seen) {
  Query(database, "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(target)
      .bind(seen.code)
      .bind(seen.object)
      .bind(seen.fingerprint)
      .bind(seen.row)
      .bind(to_number(seen.first_seen))
      .bind(to_number(seen.before))
      .step();
}

void read_seen(Database& database, const std::string& target, Audit& audit) {
  Query query(database, "SELECT code, object, fingerprint, row, first_seen, before FROM seen WHERE target = ?");
  query.bind(target);
  while (query.step()) {
    audit.seen.push_back({.code = query.text(0),
                          .object = query.text(1),
                          .fingerprint = query.text(2),
                          .row = query.text(3),
                          .first_seen = to_time(query.number(4)),
                          .before = query.is_null(5) ? std::nullopt : std::optional(to_time(query.number(5)))});
  }
}

}  // namespace

struct Store::State {
  std::string path;
  Place place;
  std::unique_ptr<Database> database;
  std::vector<std::string> troubles;
  std::string excuse;

  // Runs `work` on the database, if there is one. What fails ends the use of the file, but for a lock that another
  // process holds: then only this one thing is not remembered.
  template <typename Work>
  void with_database(const Work& work) {
    if (!database) return;
    try {
      work(*database);
    } catch (const Error& error) {
      if (database->busy()) return;
      const bool damaged = database->damaged();
      database.reset();
      add_trouble(damaged ? set_aside(path, place).text : error.message());
    }
  }

  void add_trouble(const std::string& what) { troubles.push_back(fmt::format("state file {}: {}", path, what)); }
};

Store::Store(std::string path, Place place) : m_state(std::make_unique<State>()) {
  m_state->path = std::move(path);
  m_state->place = place;
  // A second time where the first found a damaged file, which is out of the way now.
  for (int attempt = 0; attempt < 2; ++attempt) {
    OpenedFile opened = open_state_file(m_state->path, place);
    m_state->database = std::move(opened.database);
    m_state->excuse = std::move(opened.excuse);
    if (!opened.trouble.empty()) m_state->add_trouble(opened.trouble);
    if (!opened.out_of_the_way) break;
  }
}

Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

bool Store::usable() const {
  return m_state->database != nullptr;
}

const std::vector<std::string>& Store::troubles() const {
  return m_state->troubles;
}

const std::string& Store::excuse() const {
  return m_state->excuse;
}

std::optional<std::string> Store::desired(const std::string& key, TimePoint now, TimePoint oldest) {
  std::optional<std::string> out;
  m_state->with_database([&](Database& database) {
    std::int64_t used = 0;
    {
      Query query(database, "SELECT content, used FROM snapshot WHERE kind = 'desired' AND key = ? AND made >= ?");
      query.bind(key).bind(to_number(oldest));
      if (!query.step()) return;
      out = query.text(0);
      used = query.number(1);
    }
    note_use(database, "desired", key, to_time(used), now);
  });
  return out;
}

void Store::keep_desired(const std::string& key, const std::string& snapshot, TimePoint now) {
  m_state->with_database([&](Database& database) { put(database, "desired", key, snapshot, "", now); });
}

void Store::forget_desired(const std::string& key) {
  m_state->with_database([&](Database& database) {
    Query(database, "DELETE FROM snapshot WHERE kind = 'desired' AND key = ?").bind(key).step();
  });
}

std::optional<std::string> Store::live(const std::string& target) {
  std::optional<std::string> out;
  m_state->with_database([&](Database& database) {
    Query query(database, "SELECT content FROM snapshot WHERE kind = 'live' AND key = ?");
    query.bind(target);
    if (query.step()) out = query.text(0);
  });
  return out;
}

void Store::keep_live(const std::string& target, const std::string& snapshot, const std::string& digest,
                      TimePoint now) {
  const bool same = live(target) == snapshot;
  m_state->with_database([&](Database& database) {
    if (!same) return put(database, "live", target, snapshot, digest, now);
    Query(database, "UPDATE snapshot SET digest = ?, made = ?, used = ? WHERE kind = 'live' AND key = ?")
        .bind(digest)
        .bind(to_number(now))
        .bind(to_number(now))
        .bind(target)
        .step();
  });
}

std::optional<KeptLive> Store::live_under(const std::string& target, const std::string& digest, TimePoint now) {
  std::optional<KeptLive> out;
  m_state->with_database([&](Database& database) {
    std::int64_t used = 0;
    {
      Query query(database, "SELECT content, made, used FROM snapshot WHERE kind = 'live' AND key = ? AND digest = ?");
      query.bind(target).bind(digest);
      if (!query.step()) return;
      out = KeptLive{.snapshot = query.text(0), .read = to_time(query.number(1))};
      used = query.number(2);
    }
    note_use(database, "live", target, to_time(used), now);
  });
  return out;
}

bool Store::has_live() {
  bool out = false;
  m_state->with_database([&](Database& database) {
    out = database.number("SELECT EXISTS (SELECT 1 FROM snapshot WHERE kind = 'live')") != 0;
  });
  return out;
}

std::optional<Audit> Store::last_audit(const std::string& target) {
  std::optional<Audit> out;
  m_state->with_database([&](Database& database) {
    Query query(database,
                "SELECT at, verdict, critical, high, medium, low, info FROM audit WHERE target = ? "
                "ORDER BY at DESC LIMIT 1");
    query.bind(target);
    if (!query.step()) return;
    Audit audit{.at = to_time(query.number(0)), .verdict = query.text(1), .counts = {}, .seen = {}};
    int column = 2;
    for (const char* severity : {"critical", "high", "medium", "low", "info"}) {
      audit.counts[severity] = static_cast<std::size_t>(query.number(column++));
    }
    read_seen(database, target, audit);
    out = std::move(audit);
  });
  return out;
}

void Store::record(const std::string& target, const Audit& audit) {
  m_state->with_database([&](Database& database) {
    Transaction transaction(database);
    insert_audit(database, target, audit);
    Query(database, "DELETE FROM seen WHERE target = ?").bind(target).step();
    for (const Seen& seen : audit.seen) insert_seen(database, target, seen);
    transaction.commit();
  });
}

std::string target_key(const TargetName& name) {
  PartsDigest hash;
  for (const std::string& part : {name.server, name.database, name.role, name.scope}) hash.add(part);
  return hash.hex();
}

}  // namespace plumb::state
