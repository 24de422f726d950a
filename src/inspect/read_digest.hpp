// SPDX-License-Identifier: Apache-2.0
// From what the server says of its rows to the digest that a catalog is kept under.
#pragma once

#include <string>

#include <plumb/inspect/snapshot.hpp>

namespace plumb::inspect {

// The row of rows_query().
struct Rows {
  std::string snapshot;
  std::string text;
};
[[nodiscard]] Rows read_rows(const TextTable& row);

// Stands for these rows and for all else that decides what is made of them: who asks for what, and this plumb's
// queries. `scope` is the one that is read with.
[[nodiscard]] std::string read_digest(const std::string& rows, const Facts& facts, const ReadOptions& options,
                                      const catalog::Scope& scope);

}  // namespace plumb::inspect
