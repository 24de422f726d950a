// SPDX-License-Identifier: Apache-2.0
// A folder with files that is there as a whole or not at all, also after kill -9.
#pragma once

#include <string>
#include <vector>

#include <plumb/scaffold/module.hpp>

namespace plumb::workflow {

// What happens to a folder that is there already. Paths are relative to it; one that ends in '/' is a folder.
struct FolderChange {
  std::string folder;
  std::vector<scaffold::File> files;
  std::vector<std::string> removed;  // what else goes
};

// Writes a new folder beside the place (".<name>.plumb-XXXXXX"), with all that the old one has and that is neither
// replaced nor removed (as hard links), syncs it, and renames it: to its place, or, in one step, in exchange for the
// old one. Folders above that are missing are made in the same step. What an earlier run that was killed left there is
// removed. Throws Error ("mkdir <path>: …", "rename <path>: …"); then all is as it was.
void put_folder(const FolderChange& change);

}  // namespace plumb::workflow
