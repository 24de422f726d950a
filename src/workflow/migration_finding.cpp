// SPDX-License-Identifier: Apache-2.0
#include "migration_finding.hpp"

#include <fmt/format.h>

#include <plumb/base/counted.hpp>
#include <plumb/catalog/fingerprint.hpp>
#include <plumb/sql/without_passwords.hpp>

namespace plumb::workflow {
namespace {

using finding::Finding;
using finding::Severity;

// ON DISK – codes are never reused, and waivers hold the fingerprints.
Finding migration_finding(std::string code, Severity severity, finding::ObjectName object, std::string message) {
  Finding out;
  out.fingerprint = catalog::fingerprint(code, object.text());
  out.code = std::move(code);
  out.cls = finding::Class::migrations;
  out.severity = severity;
  out.object = std::move(object);
  out.message = std::move(message);
  return out;
}

finding::ObjectName migration_object(const std::string& version) {
  return {.kind = "migration", .schema = {}, .parent = {}, .name = version, .signature = {}};
}

// The directory as a whole. Its path is left out: the fingerprint must be the same on every machine.
finding::ObjectName stream_object() {
  return {.kind = "migration", .schema = {}, .parent = {}, .name = "stream", .signature = {}};
}

std::string names(const std::vector<const migration::File*>& files) {
  constexpr std::size_t k_most = 5;
  std::string out;
  for (std::size_t i = 0; i < files.size() && i < k_most; ++i) out += (i == 0 ? "" : ", ") + files[i]->name;
  return files.size() > k_most ? fmt::format("{} and {} more", out, files.size() - k_most) : out;
}

std::string file_name(const apply::Revision& row) {
  return row.version + (row.description.empty() ? "" : "_" + row.description) + ".sql";
}

}  // namespace

Finding pending_files_finding(const std::vector<const migration::File*>& files) {
  Finding out = migration_finding("MIG001", Severity::info, stream_object(),
                                  fmt::format("{} pending: {}", counted(files.size(), "migration"), names(files)));
  out.why = "the database is compared with what has been applied; `plumb migrate apply` runs the rest";
  return out;
}

Finding edited_after_apply(const EditedFile& edited) {
  Finding out = migration_finding(
      "MIG002", Severity::high, migration_object(edited.row->version),
      fmt::format("{} is not the file that was applied: it, or its name, was changed later", edited.file->name));
  out.expected = "h1:" + edited.row->hash;
  out.actual = "h1:" + edited.file->hash;
  out.why =
      "the directory no longer tells how this database came about, and a new one will differ from it; undo the change, "
      "and write a new migration";
  return out;
}

Finding file_is_gone(const apply::Revision& row) {
  Finding out = migration_finding("MIG003", Severity::high, migration_object(row.version),
                                  fmt::format("{} was applied, but is not in the directory", file_name(row)));
  out.why =
      "what it did is in the database and not in the desired state; bring the file back, or deploy the directory that "
      "has it";
  return out;
}

Finding half_applied(const apply::Revision& row) {
  const std::string progress =
      row.partial() ? fmt::format("{} of {} statements are applied", row.applied, row.total) : "it is applied";
  const std::string failure = row.error.empty() ? "" : ", then: " + row.error;
  Finding out = migration_finding("MIG004", Severity::high, migration_object(row.version),
                                  fmt::format("{} ended half-way: {}{}", file_name(row), progress, failure));
  out.expected = counted(static_cast<std::size_t>(row.total), "statement");
  out.actual = counted(static_cast<std::size_t>(row.applied), "statement");
  if (!row.error_stmt.empty()) out.actual += "; failed: " + sql::without_passwords(row.error_stmt);
  out.why = "repair what failed, then `plumb migrate apply` goes on behind the last statement that was applied";
  return out;
}

Finding wrong_sum(const migration::SumProblem& problem) {
  std::string message = fmt::format("atlas.sum: {}", problem.text());
  if (problem.location) {
    message += fmt::format(": line {}: {} was {}", problem.location->line, problem.location->file,
                           migration::reason_text(problem.location->reason));
  }
  Finding out = migration_finding("MIG005", Severity::high, stream_object(), std::move(message));
  out.why =
      "the directory is not the one that was checked in; undo the change, or, if it is meant, run `plumb migrate hash`";
  return out;
}

Finding apply_in_flight(const std::string& holder) {
  Finding out = migration_finding("MIG006", Severity::medium, stream_object(),
                                  "migrations are being applied by " + holder + ": what is told here is halfway there");
  out.why = "an apply in flight is not drift; run this again when it is over, or give it longer with --lock-timeout";
  return out;
}

Finding no_revisions_table(const std::string& schema) {
  Finding out = migration_finding(
      "MIG007", Severity::high, stream_object(),
      fmt::format("there is no revisions table {}.atlas_schema_revisions: no migration was ever applied here", schema));
  out.why =
      "the database is compared with an empty one; is it the right database, and is its revisions table in another "
      "schema (--revisions-schema)?";
  return out;
}

Finding added_late(const std::vector<const migration::File*>& files) {
  Finding out = migration_finding("MIG008", Severity::medium, stream_object(),
                                  fmt::format("{} migration{} added behind the last revision and never applied: {}",
                                              files.size(), files.size() == 1 ? " was" : "s were", names(files)));
  out.why =
      "`plumb migrate apply` refuses it unless told --exec-order; give the files newer versions, or apply them with "
      "--exec-order non-linear";
  return out;
}

}  // namespace plumb::workflow
