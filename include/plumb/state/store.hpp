// SPDX-License-Identifier: Apache-2.0
// What plumb remembers between two runs: desired catalogs, the last live catalog of a target, audits. One SQLite file;
// docs/formats/state.md describes it.
//
// It is a convenience and never more: every call works, or does as if nothing was remembered, and nothing here throws
// for the file's sake. A file that is damaged is set aside (renamed) and begun anew; one that belongs to somebody else,
// to a newer plumb, or is locked for longer than a quarter of a second, is not used. troubles() says so. What comes out
// is what went in: SQLite's own checks, and the digest in each snapshot, which its reader checks, see to that.
//
// Survives kill -9, and several processes at once (WAL). Not for several threads.
//
// ON DISK – k_state_format counts up when a table changes; see src/state/schema.sql.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <plumb/base/clock.hpp>

namespace plumb::state {

inline constexpr int k_state_format = 2;

// A difference that an audit saw.
struct Seen {
  std::string code;
  std::string object;       // finding::ObjectName::text()
  std::string fingerprint;  // of the finding: code, identity, attributes
  std::string row;          // "oid xmin" of its row in the server's catalog; "" not known
  // The audit that saw it first, and the last one that did not see it as it is; nothing: none did.
  TimePoint first_seen;
  std::optional<TimePoint> before;

  [[nodiscard]] bool operator==(const Seen&) const = default;
};

struct Audit {
  TimePoint at;
  std::string verdict;
  std::map<std::string, std::size_t> counts;  // severity → findings
  std::vector<Seen> seen;
};

// A live catalog as a snapshot, and when it was read.
struct KeptLive {
  std::string snapshot;
  TimePoint read;

  [[nodiscard]] bool operator==(const KeptLive&) const = default;
};

class Store {
 public:
  enum class Place {
    usual,  // plumb's own file in its own folder, which is made; a file that is damaged is set aside whatever it was
    named,  // what somebody named: only a file that was plumb's is ever touched
  };

  // REQUIRES: path is absolute or relative to the working directory, not empty.
  Store(std::string path, Place place);
  ~Store();
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;

  // False: nothing is remembered, for the reason that troubles() or excuse() tells.
  [[nodiscard]] bool usable() const;
  // What somebody should know: a file set aside, or not used though it is there. "state file <path>: …", no secrets.
  [[nodiscard]] const std::vector<std::string>& troubles() const;
  // Why there is no file, where that is nobody's fault: a folder that cannot be written. "" else.
  [[nodiscard]] const std::string& excuse() const;

  // A desired catalog as a snapshot, under a key that stands for all it was made of. Nothing: none, or older than
  // `oldest`.
  [[nodiscard]] std::optional<std::string> desired(const std::string& key, TimePoint now, TimePoint oldest);
  void keep_desired(const std::string& key, const std::string& snapshot, TimePoint now);
  void forget_desired(const std::string& key);

  // The last live catalog of a target. Written again only where it changed.
  [[nodiscard]] std::optional<std::string> live(const std::string& target);
  void keep_live(const std::string& target, const std::string& snapshot, const std::string& digest, TimePoint now);
  // The same, if it was kept under that digest. REQUIRES: not "".
  [[nodiscard]] std::optional<KeptLive> live_under(const std::string& target, const std::string& digest, TimePoint now);
  // Whether there is one of any target.
  [[nodiscard]] bool has_live();

  // The last audit of a target, with what it saw. record() keeps the audit, what the last one saw is dropped; the
  // thousand last audits of a target stay, without what they saw.
  [[nodiscard]] std::optional<Audit> last_audit(const std::string& target);
  void record(const std::string& target, const Audit& audit);

  // What all snapshots together may take; those that were not used for the longest time go first.
  static constexpr std::int64_t k_most_bytes = std::int64_t{256} << 20;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

// 64 hexadecimal digits that stand for a database as somebody looks at it. Holds no part of the URL.
struct TargetName {
  std::string server;    // host and port, as text
  std::string database;  // as the server says it
  std::string role;
  std::string scope;  // what is looked at of it
};
[[nodiscard]] std::string target_key(const TargetName& name);

}  // namespace plumb::state
