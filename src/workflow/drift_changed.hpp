// SPDX-License-Identifier: Apache-2.0
// When a drifting object was changed. The server is asked for the rows of exactly those objects, once the difference is
// known: reading (oid, xmin) of every object with the catalog would make each run pay for what only a few need, and
// would have to be kept out of comparing, fingerprints and snapshots again. So it costs a round trip where there is
// drift, and nothing else.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/diff/difference.hpp>
#include <plumb/finding/finding.hpp>
#include <plumb/pg/connection.hpp>
#include <plumb/state/store.hpp>

#include "drift_state.hpp"

namespace plumb::workflow {

// The rows of an object in the server's catalog, its comment and its default included.
struct ObjectRows {
  std::string id;               // "oid xmin xmin …"; "" where it is not there, or of a kind without a row of its own
  std::optional<TimePoint> at;  // when the last of them was committed, where the server keeps that
};

// One for each difference, in that order. One read-only transaction, one round trip, catalogs only; none without
// differences. What fails is not told: then nothing is known.
[[nodiscard]] std::vector<ObjectRows> changed_rows(pg::Connection& connection, const diff::Differences& differences);

struct ChangeFacts {
  const diff::Differences& differences;
  std::vector<ObjectRows> rows;  // of the differences
  const std::vector<apply::Revision>& revisions;
  std::optional<LastAudit> last;
  const catalog::Catalog& live;
  TimePoint now;
};

// Sets Finding::changed as far as it is known, and returns what this audit saw. Pure.
// REQUIRES: as many findings as differences, in the same order.
std::vector<state::Seen> note_changes(std::span<finding::Finding> findings, const ChangeFacts& facts);

}  // namespace plumb::workflow
