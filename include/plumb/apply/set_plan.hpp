// SPDX-License-Identifier: Apache-2.0
// What `migrate set` changes in the revisions table: pure (atlas-migrate.md §6.7).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::apply {

struct SetQuery {
  const std::vector<Revision>& revisions;     // sorted bytewise, without the identifier row
  const std::vector<migration::File>& files;  // in directory order
  std::optional<std::string> version;         // nothing: that of the last file
  std::size_t arguments = 0;                  // given on the command line: for the text of the error
};

// Every row is as it is to be (or was, for `removed`), but for executed_at and operator_version of `inserted`, which
// the caller fills. Each list is sorted by version.
struct SetPlan {
  std::string version;            // where the database is afterwards; "" if no row is left
  std::vector<Revision> removed;  // rows above the version
  std::vector<Revision>
      resolved;  // the row of the version itself, where it failed or is partial: marked, else unchanged
  std::vector<Revision> inserted;  // a row for each file between the last row left and the version

  [[nodiscard]] bool changes_nothing() const { return removed.empty() && resolved.empty() && inserted.empty(); }
};

// Throws Error with Atlas's texts: `migration with version "9" not found`, `accepts 1 arg(s), received 0`.
[[nodiscard]] SetPlan plan_set(const SetQuery& query);

}  // namespace plumb::apply
