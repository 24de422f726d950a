// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "file_plan.hpp"

#include <algorithm>

#include <plumb/base/go_text.hpp>
#include <plumb/migration/statement_hashes.hpp>
#include <plumb/sql/traits.hpp>

namespace plumb::apply {
namespace {

struct Mode {
  TxMode mode;
  std::string problem;
};

// §4.6. Only plain atlas files (and liquibase, read as such) have the directive.
Mode mode_of(const migration::File& file, TxMode global) {
  if (file.format != migration::Format::atlas && file.format != migration::Format::liquibase) return {global, ""};
  const std::vector<std::string> values = file.directive("txmode");
  if (values.empty()) return {global, ""};
  if (values.size() > 1) {
    std::string list;
    for (const std::string& value : values) list += (list.empty() ? "" : " ") + go_quote(value);
    return {global, fmt::format("multiple txmode values found in file {}: [{}]", go_quote(file.name), list)};
  }
  const std::string& value = values.front();
  if (value == "all") {
    return {global, fmt::format("txmode \"all\" is not allowed in file directive {}. Use \"file\" instead",
                                go_quote(file.name))};
  }
  if (value != "none" && value != "file") {
    return {global, fmt::format("unknown txmode {} found in file directive {}", go_quote(value), go_quote(file.name))};
  }
  if (global == TxMode::all) {
    return {global, fmt::format("cannot set txmode directive to {} in {} when txmode \"all\" is set globally",
                                go_quote(value), go_quote(file.name))};
  }
  return {value == "none" ? TxMode::none : TxMode::file, ""};
}

// Statements that an earlier run has done must still be what they were.
// Atlas crashes where the file is now shorter (T10); that is a changed history like any other.
std::string changed_history(const FilePlan& plan) {
  for (std::size_t i = 0; i < plan.first; ++i) {
    const bool same =
        i < plan.hashes.size() && i < plan.row.partial_hashes.size() && plan.hashes[i] == plan.row.partial_hashes[i];
    if (!same)
      return fmt::format("sql/migrate: history changed: statement {} from file {} changed", i + 1,
                         go_quote(plan.file->name));
  }
  return "";
}

void choose_way(FilePlan& plan, TxMode mode) {
  bool any_simple = false;
  bool controls = false;
  for (const std::string& statement : plan.statements) {
    const sql::StatementTraits traits = sql::traits(statement);
    plan.simple.push_back(traits.needs_simple_protocol);
    any_simple |= traits.needs_simple_protocol;
    controls |= traits.controls_transaction;
    plan.may_drop_prepared |= traits.may_drop_prepared;
  }
  if (mode == TxMode::none || controls) {
    plan.way = FilePlan::Way::each_by_itself;
  } else if (any_simple) {
    plan.way = FilePlan::Way::transaction;
  }
}

}  // namespace

std::size_t FilePlan::bytes() const {
  std::size_t sum = 0;
  for (std::size_t i = first; i < statements.size(); ++i) sum += statements[i].size();
  return sum;
}

Revision finished_row(const FilePlan& plan) {
  Revision row = plan.row;
  row.applied = row.total;
  row.execution_time = 0;
  row.error.clear();
  row.error_stmt.clear();
  row.partial_hashes.clear();
  return row;
}

std::variant<FilePlan, FileProblem> plan_file(const migration::File& file, const std::vector<Revision>& revisions,
                                              const ExecuteOptions& options) {
  FilePlan plan;
  plan.file = &file;
  const Mode mode = mode_of(file, options.mode);
  // Atlas does not look at the directive in a dry run.
  if (!mode.problem.empty() && options.dry_run == DryRun::no) return FileProblem{mode.problem};
  if (file.hash.empty()) {
    return FileProblem{fmt::format("sql/migrate: scanning checksum from {}: checksum not found", go_quote(file.name))};
  }
  sql::ScanResult scanned = file.statements();
  if (!scanned.ok()) {
    return FileProblem{fmt::format("sql/migrate: scanning statements from {}: {}", go_quote(file.name),
                                   scanned.errors.front().text())};
  }
  plan.statements.reserve(scanned.statements.size());
  for (sql::Statement& statement : scanned.statements) plan.statements.push_back(std::move(statement.text));

  const auto found =
      std::lower_bound(revisions.begin(), revisions.end(), file.version,
                       [](const Revision& r, const std::string& version) { return r.version < version; });
  const bool known = found != revisions.end() && found->version == file.version;
  if (known) {
    plan.row = *found;
    plan.first = static_cast<std::size_t>(std::max<std::int64_t>(0, found->applied));
  } else {
    plan.row = Revision{.version = file.version, .description = file.description, .hash = file.hash};
  }
  // Atlas keeps the number of the first attempt, and then takes a file that was repaired with another number of
  // statements for partial for ever (T9); the file as it is now is what counts.
  plan.row.total = static_cast<std::int64_t>(plan.statements.size());
  plan.row.operator_version = options.operator_version;

  choose_way(plan, mode.mode);
  if (options.mode == TxMode::all && plan.way == FilePlan::Way::each_by_itself) {
    // Atlas runs it, commits the files before it with it, and notices at its own COMMIT. Half of the run would be there
    // for good.
    return FileProblem{
        fmt::format("file {} begins or ends a transaction itself: that would break the one of tx-mode \"all\"",
                    go_quote(file.name))};
  }
  if (plan.first > 0 || plan.way == FilePlan::Way::each_by_itself)
    plan.hashes = migration::statement_hashes(plan.statements);
  if (std::string changed = changed_history(plan); !changed.empty()) return FileProblem{std::move(changed)};
  return plan;
}

}  // namespace plumb::apply
