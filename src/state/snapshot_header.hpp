// SPDX-License-Identifier: Apache-2.0
// The first and the last line of a snapshot.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/inspect/snapshot.hpp>

namespace plumb::state {

// ON DISK – every snapshot begins with these bytes.
inline constexpr std::string_view k_snapshot_start = "{\"plumb\":\"snapshot\",";

struct SnapshotKind {
  std::string name;
  std::vector<std::string> identity;
  std::vector<std::string> attributes;
};

struct SnapshotHeader {
  int format = 0;
  inspect::Facts facts;  // version, database and migration role only
  std::vector<std::string> schemas;
  std::vector<inspect::NotSeen> not_seen;
  std::vector<SnapshotKind> kinds;  // in the order of their objects
};

[[nodiscard]] SnapshotHeader header_of(const inspect::Snapshot& snapshot, const std::vector<std::string>& schemas);

// One line, with its line feed.
[[nodiscard]] std::string print_header(const SnapshotHeader& header);

// Throws Error with the bare reason. Of a newer format only `format` is read.
[[nodiscard]] SnapshotHeader parse_header(std::string_view line);

// Without its line feed. `digest`: SHA-256, hexadecimal, of all bytes before.
[[nodiscard]] std::string end_line(std::size_t objects, const std::string& digest);

}  // namespace plumb::state
