// SPDX-License-Identifier: Apache-2.0
// A catalog as one canonical text: JSON Lines, one object a line, sorted, so that `git diff` reads well and the same
// catalog is always the same bytes. What `plumb snapshot` writes, and what the state file keeps.
// docs/formats/snapshot.md describes it.
//
// ON DISK – k_snapshot_format counts up when a line changes its meaning.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/catalog/kind.hpp>
#include <plumb/catalog/scope.hpp>
#include <plumb/inspect/snapshot.hpp>

namespace plumb::state {

inline constexpr int k_snapshot_format = 1;

// Of the facts, those that a comparison needs: version, database, migration role. No OID, no time, nothing of the
// session. `schemas`: what the catalog was limited to; empty: not limited.
[[nodiscard]] std::string write_snapshot(const inspect::Snapshot& snapshot, const std::vector<std::string>& schemas);

struct SnapshotFile {
  inspect::Snapshot snapshot;
  std::vector<std::string> schemas;  // as it was written; empty: all
};

struct SnapshotReadOptions {
  catalog::Scope scope;  // only this of it
  const catalog::Kinds& kinds = catalog::Kinds::builtin();
};

// The other way round: write_snapshot(read_snapshot(text)) is `text` again, where the scope is not limited and the
// kinds are those that wrote it. A kind of which this plumb knows other attributes has no section, and is in not_seen.
// The catalog's cells are views into `text`, which it keeps. Throws Error, "<name>: line <n>: …", for a text that is no
// snapshot, has a newer format, was cut short, or was changed since it was written: its last line has a digest.
[[nodiscard]] SnapshotFile read_snapshot(const std::string& name, std::string text,
                                         const SnapshotReadOptions& options = {});

// Whether a text begins as a snapshot does; nothing is said of the rest.
[[nodiscard]] bool looks_like_snapshot(std::string_view text);

}  // namespace plumb::state
