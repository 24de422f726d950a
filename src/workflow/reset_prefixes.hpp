// SPDX-License-Identifier: Apache-2.0
// The files of a reset, and the names under which what they make can be kept: pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/migration/directory.hpp>

namespace plumb::workflow {

// What `migrate apply` runs on an empty database that is to get to a version (nothing: the last): from the last
// checkpoint on. Throws for a version that no file has. Points into the directory.
[[nodiscard]] std::vector<const migration::File*> files_up_to(const migration::Directory& directory,
                                                              const std::optional<std::string>& version);

// Whether a file may name the database, as in GRANT … ON DATABASE: then what it makes is not the same for another one.
[[nodiscard]] bool may_name_database(const migration::File& file, std::string_view database);

// For each prefix of the files, the empty one first, 40 hexadecimal digits that stand for what the database is after
// it: the files' bytes and names, the hashes that their rows get, and `circumstances`, whatever else decides it. What
// they cannot stand for is what a file takes from elsewhere: the time, chance, another database.
[[nodiscard]] std::vector<std::string> prefix_keys(const std::vector<const migration::File*>& files,
                                                   std::string_view circumstances);

// After how many of the files a copy is worth keeping, when those after the first `known` are run: at the end, and
// ever farther apart before it, for what is edited next is likely to be among the last ones.
[[nodiscard]] std::vector<std::size_t> places_to_keep(std::size_t known, std::size_t files);

}  // namespace plumb::workflow
