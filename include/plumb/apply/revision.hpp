// SPDX-License-Identifier: Apache-2.0
// One row of atlas_schema_revisions (atlas-migrate.md §3).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <plumb/base/clock.hpp>

namespace plumb::apply {

// ON DISK – never renumber: the `type` column, a bit set.
enum RevisionType : std::int64_t {
  k_type_baseline = 1,
  k_type_executed = 2,
  k_type_resolved = 4,
};

struct Revision {
  std::string version;
  std::string description;
  std::int64_t type = k_type_executed;
  std::int64_t applied = 0;
  std::int64_t total = 0;
  TimePoint executed_at;
  std::int64_t execution_time = 0;  // nanoseconds
  std::string error;
  std::string error_stmt;
  std::string hash;
  std::vector<std::string> partial_hashes;  // with "h1:"
  std::string operator_version;

  [[nodiscard]] bool partial() const { return applied != total; }
};

// "baseline", "applied", "manually set", "applied + manually set", "unknown (0111)".
[[nodiscard]] std::string type_text(std::int64_t type);

}  // namespace plumb::apply
