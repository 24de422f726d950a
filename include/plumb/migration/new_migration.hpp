// SPDX-License-Identifier: Apache-2.0
// New migration files, in the shape of each format (atlas-migrate.md §1.8, "Writers").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/clock.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::migration {

struct Change {
  std::string command;               // without ';'
  std::string comment;               // may be empty
  std::vector<std::string> reverse;  // what undoes it, without ';'; empty where nothing does
};

struct NewMigration {
  std::string name;                       // verbatim, the end of the file name; may be empty
  std::vector<FileDirective> directives;  // written by format atlas only
  std::vector<Change> changes;  // none: what `migrate new` produces, an empty file where the format has no marks
};

struct NewFile {
  std::string name;
  std::string content;

  [[nodiscard]] bool operator==(const NewFile&) const = default;
};

// One file, or two for the formats that keep what undoes a migration in a file of its own. Pure. The version is the
// time, UTC.
[[nodiscard]] std::vector<NewFile> render_migration(Format format, const NewMigration& migration, TimePoint now);

// Writes the files (mode 0644) beside those of the directory, then atlas.sum. Nothing is ever overwritten: throws
// `migration version "<v>" is taken by <file>` where a second run in one second would do that (Atlas overwrites), and
// "open <path>: …" as Go words it. After an error none of the files is there, and atlas.sum is as it was.
// REQUIRES: the directory is one on disk.
void add_files(const Directory& directory, const std::vector<NewFile>& files);

}  // namespace plumb::migration
