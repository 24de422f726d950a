// SPDX-License-Identifier: Apache-2.0
//
// Many files on one session without waiting.
//
// For each file goes out:  BEGIN READ WRITE · its statements · the upsert of its row · COMMIT · a flush request.
// No Sync between the files. The server works through the messages in order; a COMMIT inside the pipeline commits at
// once, so a file is there as soon as its COMMIT was executed, and the flush request brings its answers while the next
// files run. When a statement fails, the server discards everything that follows up to the next Sync: the files before
// it are committed, its own transaction is aborted, the files after it were never begun. So the outcome is exactly that
// of waiting for every answer, at no round trip per file.
//
// On a failure we send the Sync, take the answers that say "skipped", and roll the open transaction back.
//
// The window (files and bytes without an answer) bounds memory, and what a cancelled run still lets the server finish:
// a stop request cancels the running statement, whose error then discards what is behind it.
//
// In tx-mode all there is one BEGIN in front of everything; the rows are written at the end, just before the one
// COMMIT, because only then is known how long each file took, and because nothing is visible before it anyway.
#include <fmt/format.h>

#include "pipelined_files.hpp"

#include <algorithm>

#include <plumb/base/go_text.hpp>

namespace plumb::apply {

void PipelinedFiles::send_row(const Revision& row, RevisionsTable::Timing timing) {
  const int answers = m_run.send_row(row, timing);
  if (answers == 2) expect(Expected::What::prepare);
  expect(Expected::What::row);
}

bool PipelinedFiles::begin_all() {
  if (m_in_all) return true;
  m_in_all = true;
  m_run.connection.send("BEGIN READ WRITE");
  m_unsynced = true;
  expect(Expected::What::begin);
  return true;
}

void PipelinedFiles::add_row(const FilePlan& plan) {
  m_rows.push_back(finished_row(plan));
}

bool PipelinedFiles::add(FilePlan plan) {
  const bool all = m_run.options.mode == TxMode::all;
  pg::Connection& connection = m_run.connection;
  const std::size_t bytes = plan.bytes();
  m_unsynced = true;
  if (all) {
    if (!begin_all()) return false;
    add_row(plan);
  } else {
    connection.send("BEGIN READ WRITE");
    expect(Expected::What::begin);
  }
  expect(Expected::What::file_start);
  for (std::size_t i = plan.first; i < plan.statements.size(); ++i) {
    connection.send(plan.statements[i]);
    expect(Expected::What::statement, i);
  }
  if (plan.may_drop_prepared) m_run.forget_prepared();
  if (!all) {
    send_row(finished_row(plan), RevisionsTable::Timing::plus_this_transaction);
    connection.send("COMMIT");
    expect(Expected::What::commit);
  }
  expect(Expected::What::file_end);
  connection.send_flush();
  m_files.push_back({std::move(plan), bytes, m_run.clock.now()});
  m_bytes += bytes;
  while (m_files.size() > m_run.options.window_files || (m_bytes > m_run.options.window_bytes && m_files.size() > 1)) {
    if (!receive()) return false;
  }
  return true;
}

bool PipelinedFiles::finish() {
  if (m_run.failed()) return false;
  if (m_unsynced) {
    m_run.connection.send_sync();
    expect(Expected::What::sync);
    m_unsynced = false;
  }
  while (!m_expected.empty()) {
    if (!receive()) return false;
  }
  return true;
}

bool PipelinedFiles::commit_all() {
  if (!m_in_all) return true;
  m_in_all = false;
  for (std::size_t i = 0; i < m_rows.size(); ++i) {
    // The runs of this report and the rows are of the same files, in the same order.
    const FileRun& run = m_run.report.applied[i];
    m_rows[i].execution_time = std::max<std::int64_t>(1, (run.end - run.start).count());
    send_row(m_rows[i], RevisionsTable::Timing::as_given);
  }
  m_run.connection.send("COMMIT");
  expect(Expected::What::commit);
  m_unsynced = true;
  return finish();
}

void PipelinedFiles::take_notes() {
  while (!m_expected.empty() && (m_expected.front().what == Expected::What::file_start ||
                                 m_expected.front().what == Expected::What::file_end)) {
    note(m_expected.front());
    m_expected.pop_front();
  }
}

void PipelinedFiles::note(const Expected& expected) {
  switch (expected.what) {
    case Expected::What::file_start:
      m_run.start_file(m_files.front().plan);
      // Its answers come all at once: it began when it was sent, or when the server was done with the file before.
      m_run.report.applied.back().start = std::max(m_files.front().sent, m_previous_end);
      break;
    case Expected::What::statement:
      m_run.start_statement(m_files.front().plan.statements[expected.statement]);
      break;
    case Expected::What::file_end:
      m_run.end_file();
      m_previous_end = m_run.report.applied.back().end;
      m_bytes -= m_files.front().bytes;
      m_files.pop_front();
      break;
    case Expected::What::prepare:
    case Expected::What::begin:
    case Expected::What::row:
    case Expected::What::commit:
    case Expected::What::sync:
      break;
  }
}

bool PipelinedFiles::receive() {
  take_notes();
  if (m_expected.empty()) return true;
  const pg::Reply reply = m_run.connection.receive();
  const Expected expected = m_expected.front();
  m_expected.pop_front();
  if (reply.kind == pg::Reply::Kind::sync) return true;
  note(expected);
  if (!reply.ok()) return fail(expected, reply.error);
  if (!commit_tag_is_right(expected, reply)) return false;
  take_notes();
  return true;
}

// COMMIT of an aborted transaction is answered with ROLLBACK, without an error.
bool PipelinedFiles::commit_tag_is_right(const Expected& expected, const pg::Reply& reply) {
  if (expected.what != Expected::What::commit || reply.tag == "COMMIT") return true;
  pg::ServerError error;
  error.message =
      fmt::format("the server answered COMMIT with {}: nothing of the transaction stays", go_quote(reply.tag));
  return fail(expected, error);
}

bool PipelinedFiles::fail(const Expected& expected, const pg::ServerError& error) {
  switch (expected.what) {
    case Expected::What::statement: {
      const FilePlan& plan = m_files.front().plan;
      m_run.fail_statement(plan, plan.statements[expected.statement], error, aborted_bookkeeping(error));
      break;
    }
    case Expected::What::prepare:
    case Expected::What::row:
      if (m_files.empty()) {
        m_run.fail("sql/migrate: write revision: " + pg::atlas_text(error, ""));
      } else {
        m_run.fail_row(m_files.front().plan, error);
      }
      break;
    case Expected::What::commit: {
      std::string text = pg::atlas_text(error, "COMMIT");
      // The one moment of which nobody here can tell how it ended. The row is in the same transaction, so the next run
      // knows.
      if (error.connection_lost) text += "\nsession lost during COMMIT: the next run will find it done, or do it again";
      m_run.fail_commit(text);
      break;
    }
    case Expected::What::begin:
    case Expected::What::file_start:
    case Expected::What::file_end:
    case Expected::What::sync:
      m_run.fail(pg::atlas_text(error, "BEGIN READ WRITE"));
      break;
  }
  // From here on nothing counts any more: end the group, throw away its answers, leave no transaction open.
  m_expected.clear();
  m_files.clear();
  if (error.connection_lost) return false;
  if (m_unsynced) m_run.connection.send_sync();
  m_unsynced = false;
  while (m_run.connection.outstanding() > 0) (void)m_run.connection.receive();
  if (m_run.connection.transaction_status() != pg::TransactionStatus::idle) (void)m_run.connection.run("ROLLBACK");
  return false;
}

}  // namespace plumb::apply
