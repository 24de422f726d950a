// SPDX-License-Identifier: Apache-2.0
#include "drift_desired.hpp"

#include "drift_history.hpp"

namespace plumb::workflow {

DesiredSource desired_source(const DriftOptions& options, const migration::Directory* directory,
                             const std::vector<apply::Revision>& revisions) {
  DesiredSource out;
  if (options.against == Against::src) {
    out.scripts = desired::source_scripts(options.src);
    out.described.kind = "src";
  } else {
    const std::string& folder = directory->path().empty() ? options.dir_url : directory->path();
    for (const ReplayedFile& replayed : replayed_files(directory->files(), revisions)) {
      out.scripts.push_back(desired::migration_script(*replayed.file, folder, replayed.statements));
    }
    out.described.kind = "migrations";
    if (!revisions.empty()) out.described.version = revisions.back().version;
  }
  out.described.digest = desired::digest(out.scripts);
  return out;
}

}  // namespace plumb::workflow
