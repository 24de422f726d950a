// SPDX-License-Identifier: Apache-2.0
// The commands that work on a migration directory alone: hash, validate, new, import (atlas-migrate.md §6.4–6.6, §6.8).
#pragma once

#include <string>

#include <plumb/base/secret.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/workflow/migrate_target.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

// Rewrites atlas.sum in one step. Never validates.
void hash(const std::string& dir_url);

struct ValidateOptions {
  std::string dir_url;
  migration::Directory::Memory memory;
  Secret dev_url;  // empty: only the sum is checked
};

// Checks atlas.sum; with a dev database also replays all files there and leaves it as it was (docker://postgres/N/… is
// a private server of this machine). Throws "replaying the migration directory: …".
[[nodiscard]] Refusal validate(const ValidateOptions& options, const Runtime& runtime);

struct NewOptions {
  std::string dir_url;
  std::string name;   // verbatim; may be empty
  bool edit = false;  // open $EDITOR first
};

// Checks the sum, writes an empty migration in the directory's format, rewrites atlas.sum. Makes the directory if it is
// missing.
[[nodiscard]] Refusal new_migration(const NewOptions& options, const Runtime& runtime);

struct ImportOptions {
  std::string from_url;
  std::string to_url;
};

enum class ImportOutcome { imported, nothing_to_import };
struct ImportResult {
  Refusal refusal;
  ImportOutcome outcome = ImportOutcome::imported;
};
[[nodiscard]] ImportResult import_directory(const ImportOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
