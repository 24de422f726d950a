// SPDX-License-Identifier: Apache-2.0
// The new database of a reset: from a template as far as one goes, the rest by running files.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <plumb/desired/script.hpp>
#include <plumb/devdb/template_store.hpp>
#include <plumb/workflow/reset.hpp>

#include "reset_target.hpp"

namespace plumb::workflow {

struct BuildRequest {
  const ResetTarget& target;
  const ResetOptions& options;
  const std::vector<const migration::File*>& files;
  const std::vector<std::string>& keys;  // of the prefixes, the empty one first
  const std::vector<desired::Script>& seeds;
};

struct BuiltDatabase {
  std::unique_ptr<devdb::UnfinishedDatabase> database;
  std::size_t copied = 0;  // files that the template had
};

// Keeps copies on the way, also of what stood when a file failed. Throws that failure, with the file, the line and a
// caret. `found`: what the templates have.
[[nodiscard]] BuiltDatabase build_database(const BuildRequest& request, std::optional<devdb::FoundTemplate> found,
                                           const Runtime& runtime);

}  // namespace plumb::workflow
