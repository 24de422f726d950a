// SPDX-License-Identifier: Apache-2.0
// SQL files that make a desired state, cut into statements, in the order in which they are run.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <plumb/migration/directory.hpp>
#include <plumb/sql/scanner.hpp>

namespace plumb::desired {

struct Script {
  enum class Transaction {
    whole_file,      // as `migrate apply` runs a file
    each_statement,  // as Atlas runs schema files, and files with `atlas:txmode none`
  };
  std::string name;  // for messages: "migrations/default/1_a.sql"
  std::string text;
  std::vector<sql::Statement> statements;
  Transaction transaction = Transaction::whole_file;
};

// A migration file. With `statements` only so many of the first ones: a file that was half applied.
// Throws Error, with the place, for a file that does not split.
[[nodiscard]] Script migration_script(const migration::File& file, const std::string& folder,
                                      std::optional<std::size_t> statements = std::nullopt);

// A schema file whose text is at hand. Throws as migration_script().
[[nodiscard]] Script source_script(std::string name, std::string text);

// The entries of `src`: SQL files, and folders whose *.sql files are taken in byte order (not those below them);
// "file://" or no scheme. Relative paths are relative to `root`, or ("") to the working directory, as Atlas has it; a
// script is named as src writes it. Throws Error: `"schema.hcl": only SQL files …`, a missing file, one that does not
// split.
[[nodiscard]] std::vector<Script> source_scripts(const std::vector<std::string>& src, const std::string& root = {});

// 64 hexadecimal digits that stand for the texts and their order.
[[nodiscard]] std::string digest(const std::vector<Script>& scripts);

}  // namespace plumb::desired
