// SPDX-License-Identifier: Apache-2.0
// Cuts a migration file into statements exactly as Atlas does (atlas-migrate.md §2): revision rows hold hashes of these texts,
// so a different cut would look like edited history. It is not PostgreSQL's own lexer, and must not become it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::sql {

struct Statement {
  std::string text;                   // trimmed; with its ';' for the default delimiter
  std::size_t position = 0;           // byte offset of text in the input
  std::vector<std::string> comments;  // attached comments, in order, as written
};

struct ScanOptions {
  bool begin_end_blocks = true;  // BEGIN … END is one statement: the Postgres options; off for foreign formats and `import`

  [[nodiscard]] static ScanOptions postgres() { return {}; }
  [[nodiscard]] static ScanOptions generic() { return {.begin_end_blocks = false}; }
};

struct ScanError {
  int line = 0;    // from 1
  int column = 0;  // byte column, from 1; 0 for errors of the delimiter directive
  std::string message;  // "unclosed quote '\\''", without the position

  // "2:14: unclosed quote '\''", or the bare message where there is no position.
  [[nodiscard]] std::string text() const;
};

struct ScanResult {
  std::vector<Statement> statements;  // up to the error, if there is one
  std::vector<ScanError> errors;      // none or one
  [[nodiscard]] bool ok() const { return errors.empty(); }
};

// Never throws. Linear in the size of the input.
[[nodiscard]] ScanResult scan(std::string_view input, const ScanOptions& options = ScanOptions::postgres());

}  // namespace plumb::sql
