// SPDX-License-Identifier: Apache-2.0
// The hashes in `partial_hashes` of a revision row, by which a later run knows that the statements it skips are still
// those that were run (atlas-migrate.md §3.4).
#pragma once

#include <string>
#include <vector>

namespace plumb::migration {

// ON DISK – kept in revision rows. One for each statement text, "h1:" and base64, each covering all texts up to its
// own.
[[nodiscard]] std::vector<std::string> statement_hashes(const std::vector<std::string>& statements);

}  // namespace plumb::migration
