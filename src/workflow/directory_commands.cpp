// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/directory_commands.hpp>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/migration/import.hpp>
#include <plumb/migration/new_migration.hpp>

#include "dev_database.hpp"
#include "editor.hpp"
#include "migrate_session.hpp"

namespace plumb::workflow {
namespace {

// Runs every file, from the last checkpoint on, as tx-mode none does: a file may hold what no transaction takes.
void replay(pg::Connection& connection, const migration::Directory& directory, const Runtime& runtime) {
  for (const migration::File* file : apply::first_run_files(directory.files())) {
    const sql::ScanResult scanned = file->statements();
    if (!scanned.ok()) {
      throw Error(
          fmt::format("sql/migrate: read migration directory state: sql/migrate: scanning statements from {}: {}",
                      go_quote(file->name), scanned.errors.front().text()));
    }
    for (const sql::Statement& statement : scanned.statements) {
      if (runtime.stop.requested()) throw Error("interrupted", ErrorCode::interrupted);
      const pg::Reply reply = connection.run(statement.text);
      if (reply.ok()) continue;
      throw Error(
          fmt::format(
              "sql/migrate: read migration directory state: sql/migrate: executing statement {} from version {}: {}",
              go_quote(statement.text), go_quote(file->version), pg::atlas_text(reply.error, statement.text)))
          .with_sqlstate(reply.error.sqlstate);
    }
  }
}

void replay_on_dev(const Secret& dev_url, const migration::Directory& directory, const Runtime& runtime) {
  DevDatabase dev = DevDatabase::open(dev_url, runtime);
  const TrafficSum traffic(runtime, dev.connection());
  try {
    dev.take_snapshot();
  } catch (Error& error) {
    error.prefix("replaying the migration directory: ");
    throw;
  }
  try {
    replay(dev.connection(), directory, runtime);
  } catch (Error& error) {
    dev.restore();
    error.prefix("replaying the migration directory: ");
    throw;
  }
  dev.restore();
}

}  // namespace

void hash(const std::string& dir_url) {
  migration::rewrite_sum(dir_url);
}

Refusal validate(const ValidateOptions& options, const Runtime& runtime) {
  Refusal refusal;
  const auto directory = open_checked(options.dir_url, options.memory, refusal);
  if (!refusal.any() && !options.dev_url.empty()) replay_on_dev(options.dev_url, *directory, runtime);
  return refusal;
}

Refusal new_migration(const NewOptions& options, const Runtime& runtime) {
  migration::ensure_directory(options.dir_url);
  Refusal refusal;
  const auto directory = open_checked(options.dir_url, {}, refusal);
  if (refusal.any()) return refusal;
  auto files = migration::render_migration(directory->format(), {.name = options.name}, runtime.clock.now());
  if (options.edit) {
    if (directory->format() != migration::Format::atlas) {
      throw Error(fmt::format("--edit flag supports only atlas directories, but got: {}",
                              migration::format_name(directory->format())));
    }
    files.front().content = edit_text(files.front().content);
  }
  migration::add_files(*directory, files);
  return refusal;
}

ImportResult import_directory(const ImportOptions& options, const Runtime&) {
  ImportResult result;
  const auto source = migration::Directory::open(options.from_url, {}, migration::Unreadable::is_sum_problem);
  result.refusal.sum = source.check_sum();
  // A foreign directory need not have a sum.
  if (result.refusal.sum && result.refusal.sum->kind == migration::SumProblem::Kind::not_found)
    result.refusal.sum.reset();
  if (result.refusal.any()) return result;
  const auto files = migration::import_files(source);
  if (files.empty()) {
    result.outcome = ImportOutcome::nothing_to_import;
    return result;
  }
  migration::write_import(options.to_url, files);
  return result;
}

}  // namespace plumb::workflow
