// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "drift_history.hpp"

namespace plumb::workflow {

struct EditedFile {
  const migration::File* file = nullptr;
  const apply::Revision* row = nullptr;
};

// The first applied file whose content, or name, is not what it was when it was applied. Only the first: the hash of a
// file covers all files before it, so an edit of an early file changes every later hash (atlas-migrate.md, T1), and
// behind it nothing can be told. `end`: versions from there on are not looked at; null for all.
//
// That a hash differs is not enough for the same reason: a file that came in between, without being run or run later
// (exec-order non-linear), changes the hashes behind it as well. So a row also counts as unchanged if its hash is right
// without the files that were not applied before it.
[[nodiscard]] std::optional<EditedFile> first_edited(const History& history, const std::string* end);

}  // namespace plumb::workflow
