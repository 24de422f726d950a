// SPDX-License-Identifier: Apache-2.0
// Cuts a migration file into statements exactly as Atlas does (atlas-migrate.md §2): revision rows hold hashes of these
// texts, so a different cut would look like edited history. It is not PostgreSQL's own lexer, and must not become it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::sql {

struct Statement {
  std::string text;          // trimmed; with its ';' for the default delimiter
  std::size_t position = 0;  // byte offset of text in the input; behind a delimiter directive: in what follows its line
  std::vector<std::string> comments;  // attached comments, in order, as written; a line comment has its line feed

  [[nodiscard]] bool operator==(const Statement&) const = default;
};

struct ScanOptions {
  bool begin_end_blocks =
      true;  // BEGIN … END is one statement: the Postgres options; off for foreign formats and `import`
  // E'it\'s' is one string. Atlas means to understand it and does not: it reports an unclosed quote, or cuts the file
  // at a wrong place. Where it cuts rightly, this changes nothing (§2.4), so migration files are read with it.
  bool escape_strings = false;

  [[nodiscard]] static ScanOptions postgres() { return {}; }
  [[nodiscard]] static ScanOptions generic() { return {.begin_end_blocks = false, .escape_strings = false}; }
};

struct ScanError {
  int line = 0;         // of the input, from 1; 0 where the error has no position
  int column = 0;       // byte column, from 1; 0 for an input that ends with its delimiter directive
  std::string message;  // "unclosed quote '\\''", without the position

  // "2:14: unclosed quote '\''", or the bare message where there is no position.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool operator==(const ScanError&) const = default;
};

struct ScanResult {
  std::vector<Statement> statements;  // up to the error, if there is one
  std::vector<ScanError> errors;      // none or one
  [[nodiscard]] bool ok() const { return errors.empty(); }
};

// Never throws, but for want of memory. Linear in the size of the input.
[[nodiscard]] ScanResult scan(std::string_view input, const ScanOptions& options = ScanOptions::postgres());

// Cuts where somebody else says: a statement ends at each of the byte offsets, ascending, except inside quotes and
// parentheses. The rules for comments, positions and errors are those of scan(); neither ';' nor BEGIN means anything.
// For formats that mark the ends of their statements themselves.
[[nodiscard]] ScanResult scan_at(std::string_view input, std::span<const std::size_t> cuts, const ScanOptions& options);

}  // namespace plumb::sql
