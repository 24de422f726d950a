// SPDX-License-Identifier: Apache-2.0
#include <plumb/apply/status.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <plumb/apply/pending.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::apply {
namespace {

using migration::File;

std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// Atlas counts again instead of trusting the row, whose total is that of the first attempt.
std::int64_t count_statements(const std::vector<File>& files, const std::string& version) {
  const auto file = std::find_if(files.rbegin(), files.rend(), [&](const File& f) { return f.version == version; });
  if (file == files.rend()) throw Error(fmt::format("migration file with version {} not found", go_quote(version)));
  const sql::ScanResult scanned = file->statements();
  if (!scanned.ok()) {
    throw Error(fmt::format("sql/migrate: scanning statements from {}: {}", go_quote(file->name),
                            scanned.errors.front().text()));
  }
  return static_cast<std::int64_t>(scanned.statements.size());
}

bool shows_progress(const Revision& last) {
  return last.partial() && (last.type & k_type_resolved) == 0;
}

void compare_with_rows(Status& status, const std::vector<Revision>& revisions, const std::vector<File>& files) {
  Pending pending = pending_files({.revisions = revisions, .files = files, .order = ExecOrder::linear});
  if (pending.problem == Pending::Problem::missing_file) throw Error(pending.message);
  status.applied = revisions;
  for (const File& file : files) status.available.push_back(&file);
  status.pending = std::move(pending.files);
  status.out_of_order = std::move(pending.out_of_order);
  const Revision& last = revisions.back();
  if (pending.problem == Pending::Problem::out_of_order) {
    status.error = std::move(pending.message);
  } else if (shows_progress(last)) {
    status.count = last.applied;
    status.total = count_statements(files, last.version);
    status.sql = on_one_line(last.error_stmt);
    status.error = on_one_line(last.error);
  }
}

}  // namespace

bool Status::last_partial() const {
  return out_of_order.empty() && !applied.empty() && shows_progress(applied.back());
}

Status compute_status(const StatusQuery& query) {
  Status status;
  if (query.revisions == nullptr || query.revisions->empty()) {
    if (query.revisions != nullptr && !query.why_not_clean.empty()) {
      throw Error(
          fmt::format("sql/migrate: connected database is not clean: {}. baseline version or allow-dirty is required",
                      query.why_not_clean));
    }
    status.pending = first_run_files(query.files);
    status.available = status.pending;
  } else {
    compare_with_rows(status, *query.revisions, query.files);
  }

  const bool out_of_order = !status.out_of_order.empty();
  // Atlas compares the numbers only, so a single file that is applied in part counts as nothing applied, too.
  const bool nothing_applied = !out_of_order && status.pending.size() == status.available.size();
  status.current = nothing_applied ? std::string(k_nothing_applied) : status.applied.back().version;
  if (out_of_order) {
    status.next = k_unknown_version;
  } else {
    status.next = status.pending.empty() ? std::string(k_latest_version) : status.pending.front()->version;
  }
  status.status = status.pending.empty() && !out_of_order ? k_status_ok : k_status_pending;
  return status;
}

}  // namespace plumb::apply
