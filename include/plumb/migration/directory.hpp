// SPDX-License-Identifier: Apache-2.0
// A migration directory, read once: every file's bytes are read and hashed a single time and everything else is computed
// from that. Formats, order, names and hashes: atlas-migrate.md §1.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/sql/scanner.hpp>

namespace plumb::migration {

enum class Format { atlas, golang_migrate, goose, flyway, liquibase, dbmate };

// "atlas" and "" → atlas, "golang-migrate" …; nothing for an unknown name.
[[nodiscard]] std::optional<Format> parse_format(std::string_view name);
[[nodiscard]] std::string_view format_name(Format format);

// The leading directives of a file (atlas-migrate.md §1.7).
struct FileDirective {
  std::string name;      // "txmode"
  std::string argument;  // "none"; "" if there is none
};

struct File {
  std::string name;         // as listed; for flyway a relative path
  std::string content;      // raw bytes
  std::string version;
  std::string description;
  std::string hash;         // chained, base64 without "h1:"; "" for a file with `atlas:sum ignore`
  std::vector<FileDirective> directives;
  Format format = Format::atlas;

  [[nodiscard]] bool is_checkpoint() const;
  // All arguments of directives of that name, in order.
  [[nodiscard]] std::vector<std::string> directive(std::string_view name) const;
  // Cuts the content as the format wants it. Not cached: ask once.
  [[nodiscard]] sql::ScanResult statements() const;
  // Errors of a foreign format's own reader (goose pragmas) come as a ScanError without position.
};

// What is wrong with atlas.sum. A value: commands print it in their own way.
struct SumProblem {
  enum class Kind { not_found, invalid_format, mismatch };
  enum class Reason { added, edited, removed };
  struct Location {
    int line = 0;             // of atlas.sum
    int total = 0;            // entries in atlas.sum
    std::size_t position = 0; // byte offset in atlas.sum
    std::string file;
    Reason reason = Reason::edited;
  };
  Kind kind = Kind::mismatch;
  std::optional<Location> location;  // only for mismatch, where it can be told

  // "checksum file not found", "checksum file format invalid", "checksum mismatch".
  [[nodiscard]] std::string_view text() const;
};

class Directory {
 public:
  // Opens the directory a URL names and reads all its files. `memory` holds the directories that data sources made
  // (mem://…): name → file name → content. Throws Error with Atlas's texts (§1.1): missing scheme, unknown format, `sql/migrate:
  // stat <path>: no such file or directory`, `sql/migrate: "<path>" is not a dir`.
  using Memory = std::map<std::string, std::map<std::string, std::string>>;
  [[nodiscard]] static Directory open(std::string_view url, const Memory& memory = {});

  // A directory that only exists in the program.
  [[nodiscard]] static Directory from_files(std::map<std::string, std::string> files, Format format = Format::atlas);

  [[nodiscard]] const std::string& path() const { return m_path; }  // "" for one in memory
  [[nodiscard]] Format format() const { return m_format; }
  [[nodiscard]] const std::vector<File>& files() const { return m_files; }
  [[nodiscard]] const std::optional<std::string>& sum_file() const { return m_sum; }  // bytes of atlas.sum, if it is there
  [[nodiscard]] std::string computed_sum() const;  // what atlas.sum should hold

  // §1.6. Nothing: valid.
  [[nodiscard]] std::optional<SumProblem> check_sum() const;

 private:
  std::string m_path;
  Format m_format = Format::atlas;
  std::vector<File> m_files;
  std::optional<std::string> m_sum;
};

// Byte offsets aside, everything a file's name says: "20260501120000_initial.sql" → version, description.
void name_parts(std::string_view name, std::string& version, std::string& description);

// The path of a file:// directory URL: host joined with path, cleaned; "file://" → "migrations". Throws as open() for others.
[[nodiscard]] std::string directory_path(std::string_view url);

// `migrate hash`: rewrites atlas.sum in one step.
void write_sum(const Directory& directory);

}  // namespace plumb::migration
