// SPDX-License-Identifier: Apache-2.0
// `migrate import`: a directory of another format as one of format atlas (atlas-migrate.md §6.8).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/migration/directory.hpp>
#include <plumb/migration/new_migration.hpp>

namespace plumb::migration {

// The files of the new directory, atlas.sum not among them; none if the source has none. Comments that are not attached
// to a statement are lost, and so is what undoes a migration. Pure. Throws Error: `cannot import a migration directory
// already in "atlas" format`; a file that does not split; two files that would get one name.
[[nodiscard]] std::vector<NewFile> import_files(const Directory& source);

// Writes them and atlas.sum to a directory, which is made if it is missing. Throws Error: `target migration directory
// must be empty`, and as Directory::open() and add_files().
void write_import(std::string_view target_url, const std::vector<NewFile>& files);

}  // namespace plumb::migration
