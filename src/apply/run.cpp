// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "run.hpp"

#include <plumb/base/go_text.hpp>

namespace plumb::apply {

void Run::start_file(const FilePlan& plan) {
  FileRun run;
  run.file = plan.file;
  run.start = clock.now();
  run.end = run.start;
  run.skipped = static_cast<int>(plan.first);
  report.applied.push_back(std::move(run));
}

void Run::start_statement(const std::string& text) {
  report.applied.back().applied.push_back(text);
}

void Run::end_file() {
  report.applied.back().end = clock.now();
}

void Run::fail(const std::string& text) {
  if (failed()) return;
  report.error = text;
  if (report.applied.empty()) report.error_before_files = text;
}

void Run::fail_statement(const FilePlan& plan, const std::string& statement, const pg::ServerError& error,
                         const std::string& bookkeeping) {
  if (failed()) return;
  const std::string text = pg::atlas_text(error, statement);
  FileRun& run = report.applied.back();
  run.end = clock.now();
  run.error = FileError{statement, text};
  report.error = fmt::format("sql/migrate: executing statement {} from version {}: {}", go_quote(statement),
                             go_quote(plan.row.version), text);
  // Atlas's driver asks first whether the session is still there, and puts that in front.
  if (error.connection_lost && !bookkeeping.empty()) report.error.insert(0, "driver: bad connection: ");
  if (!bookkeeping.empty()) report.error += "\n" + bookkeeping;
  // Atlas hides why a session ended; that is what one wants to know at night.
  if (error.connection_lost && !error.message.empty()) report.error += "\nsession lost: " + error.message;
}

void Run::fail_row(const FilePlan& plan, const pg::ServerError& error) {
  if (!report.applied.empty() && report.applied.back().file == plan.file) report.applied.pop_back();
  fail("sql/migrate: write revision: " + pg::atlas_text(error, ""));
}

void Run::fail_commit(const std::string& text) {
  if (!report.applied.empty()) {
    report.applied.back().end = clock.now();
    report.applied.back().error = FileError{"", text};
  }
  fail(text);
}

int Run::send_row(const Revision& row, RevisionsTable::Timing timing) {
  int answers = 1;
  if (m_prepared.empty()) {
    // A new name each time: after DISCARD or DEALLOCATE in a file nobody knows whether the old one is still there.
    m_prepared = fmt::format("plumb_revision_{}", ++m_preparations);
    connection.send_prepare(m_prepared, table.write_statement());
    ++answers;
  }
  connection.send_prepared(m_prepared, RevisionsTable::write_params(row, timing));
  return answers;
}

std::string aborted_bookkeeping(const pg::ServerError& error) {
  if (error.connection_lost) return "sql/migrate: write revision: driver: bad connection";
  return "sql/migrate: write revision: pq: current transaction is aborted, commands ignored until end of transaction "
         "block (25P02)";
}

}  // namespace plumb::apply
