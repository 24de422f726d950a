// SPDX-License-Identifier: Apache-2.0
// The header of a kind's file: lines "-- word: value" before the query. Other comment lines are prose.
#pragma once

#include <memory>
#include <string>

#include <plumb/catalog/kind.hpp>

namespace plumb::catalog {

struct ParsedKind {
  std::string file;
  std::string parent;        // by name, not looked up yet
  std::string other_parent;  // likewise
  std::unique_ptr<Kind> kind;
};

// Throws Error with file and line.
[[nodiscard]] ParsedKind parse_kind(const Kinds::File& file);

}  // namespace plumb::catalog
