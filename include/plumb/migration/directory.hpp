// SPDX-License-Identifier: Apache-2.0
// A migration directory, read once: every file's bytes are read and hashed a single time and everything else is
// computed from that. Formats, order, names and hashes: atlas-migrate.md §1.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/migration/directives.hpp>
#include <plumb/migration/format.hpp>
#include <plumb/migration/sum.hpp>
#include <plumb/sql/scanner.hpp>

namespace plumb::migration {

struct File {
  std::string name;     // as listed; for flyway a relative path
  std::string content;  // raw bytes: those that were hashed, so also those that run
  std::string version;
  std::string description;
  std::string hash;  // chained, base64 without "h1:"; "" for a file with `atlas:sum ignore`
  std::vector<FileDirective> directives;
  Format format = Format::atlas;

  [[nodiscard]] bool is_checkpoint() const;
  // All arguments of directives of that name, in order.
  [[nodiscard]] std::vector<std::string> directive(std::string_view name) const;
  // Cuts the content as the format wants it; what a format's own marks (goose pragmas) have wrong comes as a ScanError
  // without position. Not cached: ask once.
  [[nodiscard]] sql::ScanResult statements() const;
};

// What open() makes of a migration file that cannot be read (no rights, a directory named x.sql).
enum class Unreadable {
  is_error,        // it throws
  is_sum_problem,  // check_sum() tells: for the commands that validate, which print the same help as for a wrong sum
};

struct DuplicateVersion {
  std::string version;
  std::vector<std::string> files;  // their names, two or more
};

class Directory {
 public:
  // Opens the directory a URL names and reads all its files. `memory` holds the directories that data sources made
  // (mem://…): name → file name → content. Throws Error with Atlas's texts (§1.1): missing scheme, unknown format,
  // `sql/migrate: stat <path>: no such file or directory`, `sql/migrate: "<path>" is not a dir`, `sql/migrate: read
  // file "<name>": …`.
  using Memory = std::map<std::string, std::map<std::string, std::string>>;
  [[nodiscard]] static Directory open(std::string_view url, const Memory& memory = {},
                                      Unreadable unreadable = Unreadable::is_error);

  // The directory of that path. Throws as open().
  [[nodiscard]] static Directory open_path(const std::string& path, Format format = Format::atlas,
                                           Unreadable unreadable = Unreadable::is_error);

  // A directory that only exists in the program. A file named atlas.sum is its sum.
  [[nodiscard]] static Directory from_files(std::map<std::string, std::string> files, Format format = Format::atlas);

  [[nodiscard]] const std::string& path() const { return m_path; }  // "" for one in memory
  [[nodiscard]] Format format() const { return m_format; }
  [[nodiscard]] const std::vector<File>& files() const { return m_files; }
  [[nodiscard]] const std::optional<std::string>& sum_file() const {
    return m_sum;
  }  // bytes of atlas.sum, if it is there
  // What atlas.sum should hold. Throws Error where a file could not be read.
  [[nodiscard]] std::string computed_sum() const;

  // §1.6. Nothing: valid.
  [[nodiscard]] std::optional<SumProblem> check_sum() const;

  // Versions that several files have, sorted. Atlas runs the first of such files, crashes, and never runs the others,
  // so commands that look at a database must refuse the directory. Repeatable files of flyway have no version and do
  // not count.
  [[nodiscard]] std::vector<DuplicateVersion> duplicate_versions() const;

 private:
  [[nodiscard]] Sum sum() const;

  std::string m_path;
  Format m_format = Format::atlas;
  std::vector<File> m_files;
  std::optional<std::string> m_sum;
  std::optional<std::string> m_unreadable;  // why the files are not here
};

// The path of a file:// directory URL: host joined with path, cleaned; "file://" → "migrations". Throws as open() for
// others.
[[nodiscard]] std::string directory_path(std::string_view url);

// Makes the directory of a file:// URL, and those above it, with mode 0755, if it is not there; does nothing for one in
// memory. Throws as open() for a bad URL, "mkdir <path>: …".
void ensure_directory(std::string_view url);

// Rewrites atlas.sum in one step, unless it is right already. Does nothing for a directory in memory, which ends with
// the program. Throws as write_file().
void write_sum(const Directory& directory);

// `migrate hash`: the same for the directory of a URL, without keeping its files. Throws as open() and write_file().
void rewrite_sum(std::string_view url);

}  // namespace plumb::migration
