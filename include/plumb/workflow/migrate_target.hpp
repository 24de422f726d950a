// SPDX-License-Identifier: Apache-2.0
// What the commands that touch a revisions table have in common: which directory, which database, which table.
#pragma once

#include <optional>
#include <string>

#include <plumb/base/secret.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::workflow {

struct MigrateTarget {
  std::string dir_url;                  // with ?format=… where the command has --dir-format
  migration::Directory::Memory memory;  // mem:// directories of the project file
  Secret url;
  std::string revisions_schema;  // --revisions-schema; "" not given
};

// Reasons for which nothing was done and which Atlas prints in its own way. At most one is set.
struct Refusal {
  std::optional<migration::SumProblem> sum;  // atlas.sum is wrong: help text on stdout, then the error
  bool ambiguous_revisions = false;          // §3.1: guard text on stdout, no error line

  [[nodiscard]] bool any() const { return sum.has_value() || ambiguous_revisions; }
};

}  // namespace plumb::workflow
