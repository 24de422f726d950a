// SPDX-License-Identifier: Apache-2.0
//
// tx-mode none and kill -9. Atlas runs a statement, then writes the row; killed in between, its next run repeats the
// statement. Here both travel as one group (statement · upsert · Sync), which the server runs as one implicit
// transaction: both are there, or neither. A statement that PostgreSQL refuses to run in a transaction block commits by
// itself when it is the first of such a group, and the upsert follows at once in the same message stream; only for
// those is there a moment, inside the server, between the two. If the statement fails, the server discards the upsert
// with it.
#include <fmt/format.h>

#include "stepwise_file.hpp"

#include <plumb/pg/group.hpp>
#include <plumb/pg/sqlstate.hpp>

namespace plumb::apply {
namespace {

// Sends one statement and waits, by the protocol it needs.
pg::Reply execute_one(Run& run, const FilePlan& plan, std::size_t i) {
  pg::Connection& connection = run.connection;
  if (plan.simple[i]) {
    pg::Reply reply = connection.run(plan.statements[i]);
    if (reply.kind == pg::Reply::Kind::copy) {
      // The answer of Atlas's driver to a COPY with the client.
      reply.error.message = fmt::format("unknown response for simple query: \"{}\"", reply.tag);
    }
    return reply;
  }
  connection.send(plan.statements[i]);
  connection.send_sync();
  pg::Reply reply = connection.receive();
  while (connection.outstanding() > 0) (void)connection.receive();
  return reply;
}

// The row alone. Nothing: written.
std::optional<pg::ServerError> write_row(Run& run, const Revision& row, RevisionsTable::Timing timing) {
  (void)run.send_row(row, timing);
  run.connection.send_sync();
  return pg::finish_group(run.connection);
}

void roll_back(Run& run) {
  if (run.connection.transaction_status() == pg::TransactionStatus::idle) return;
  (void)run.connection.run("ROLLBACK");
}

// The state of one file in tx-mode none.
class EachByItself {
 public:
  EachByItself(Run& run, const FilePlan& plan) : m_run(run), m_plan(plan), m_row(plan.row) {
    m_row.execution_time = 0;
    m_committed = m_row;
  }

  [[nodiscard]] bool run_file() {
    // First the row: a table that cannot be written must be noticed before anything is done that cannot be taken back.
    if (const auto error = write_row(m_run, m_row, RevisionsTable::Timing::as_given)) {
      m_run.fail_row(m_plan, *error);
      return false;
    }
    m_run.start_file(m_plan);
    for (std::size_t i = m_plan.first; i < m_plan.statements.size(); ++i) {
      if (m_run.stop.requested()) {
        m_run.end_file();
        m_run.fail("interrupted");
        return false;
      }
      m_run.start_statement(m_plan.statements[i]);
      if (!run_statement(i)) return false;
    }
    if (m_plan.first >= m_plan.statements.size()) return write_end();
    if (m_run.connection.transaction_status() != pg::TransactionStatus::idle) return left_open();
    m_run.end_file();
    return true;
  }

 private:
  // The row once statement i is done; after the last one, that of a finished file.
  [[nodiscard]] Revision row_after(std::size_t i) const {
    if (i + 1 == m_plan.statements.size()) {
      Revision row = finished_row(m_plan);
      row.execution_time = (m_run.clock.now() - m_run.report.applied.back().start).count();
      return row;
    }
    Revision row = m_row;
    row.applied = static_cast<std::int64_t>(i + 1);
    row.error.clear();
    row.error_stmt.clear();
    row.partial_hashes.assign(m_plan.hashes.begin(), m_plan.hashes.begin() + static_cast<std::ptrdiff_t>(i + 1));
    return row;
  }

  [[nodiscard]] bool run_statement(std::size_t i) {
    const bool last = i + 1 == m_plan.statements.size();
    const auto timing = last ? RevisionsTable::Timing::plus_this_transaction : RevisionsTable::Timing::as_given;
    if (m_plan.may_drop_prepared) m_run.forget_prepared();
    if (m_plan.simple[i]) {
      const pg::Reply reply = execute_one(m_run, m_plan, i);
      if (!reply.ok()) return statement_failed(i, reply.error);
      m_row = row_after(i);
      if (const auto error = write_row(m_run, m_row, timing)) return row_failed(*error);
    } else {
      m_run.connection.send(m_plan.statements[i]);
      const Revision row = row_after(i);
      const int answers = m_run.send_row(row, timing);
      m_run.connection.send_sync();
      const pg::Reply reply = m_run.connection.receive();
      std::optional<pg::ServerError> row_error;
      for (int k = 0; m_run.connection.outstanding() > 0; ++k) {
        const pg::Reply next = m_run.connection.receive();
        if (next.kind == pg::Reply::Kind::error && k < answers && !row_error) row_error = next.error;
      }
      if (!reply.ok()) {
        m_run.forget_prepared();  // its preparation may have been discarded with it
        return statement_failed(i, reply.error);
      }
      if (row_error) return row_failed(*row_error);
      m_row = row;
    }
    if (m_run.connection.transaction_status() == pg::TransactionStatus::idle) m_committed = m_row;
    return true;
  }

  [[nodiscard]] bool statement_failed(std::size_t i, const pg::ServerError& error) {
    std::string bookkeeping;
    const std::string& statement = m_plan.statements[i];
    if (!error.connection_lost) {
      // A transaction that the file opened is gone, and the rows written in it with it.
      roll_back(m_run);
      Revision row = m_committed;
      row.execution_time = std::max<std::int64_t>(1, (m_run.clock.now() - m_run.report.applied.back().start).count());
      // An interrupted statement is not the file's fault: as Atlas, its row stays without an error.
      if (m_run.stop.requested()) {
        row.execution_time = 0;
      } else {
        row.error = pg::atlas_text(error, statement);
        row.error_stmt = statement;
      }
      auto failed = write_row(m_run, row, RevisionsTable::Timing::as_given);
      // A server is told twice to cancel; the second time can hit what comes after the statement.
      if (failed && failed->sqlstate == pg::sqlstate::k_query_canceled && m_run.stop.requested()) {
        failed = write_row(m_run, row, RevisionsTable::Timing::as_given);
      }
      if (failed) {
        bookkeeping = "sql/migrate: write revision: " + pg::atlas_text(*failed, "");
      }
    }
    m_run.fail_statement(m_plan, statement, error, bookkeeping);
    return false;
  }

  [[nodiscard]] bool row_failed(const pg::ServerError& error) {
    roll_back(m_run);
    m_run.end_file();
    m_run.fail("sql/migrate: write revision: " + pg::atlas_text(error, ""));
    return false;
  }

  // A file without statements (any more).
  [[nodiscard]] bool write_end() {
    if (const auto error = write_row(m_run, finished_row(m_plan), RevisionsTable::Timing::plus_this_transaction))
      return row_failed(*error);
    m_run.end_file();
    return true;
  }

  [[nodiscard]] bool left_open() {
    roll_back(m_run);
    m_run.fail_commit(
        fmt::format("file \"{}\" begins a transaction and does not end it: it was rolled back", m_plan.file->name));
    return false;
  }

  Run& m_run;
  const FilePlan& m_plan;
  Revision m_row;        // as it stands in the session
  Revision m_committed;  // as it stands for everybody
};

}  // namespace

bool run_in_transaction(Run& run, const FilePlan& plan) {
  const bool own = run.options.mode != TxMode::all;
  if (own) {
    if (const pg::Reply reply = run.connection.run("BEGIN READ WRITE"); !reply.ok()) {
      run.fail(pg::atlas_text(reply.error, "BEGIN READ WRITE"));
      return false;
    }
  }
  run.start_file(plan);
  for (std::size_t i = plan.first; i < plan.statements.size(); ++i) {
    run.start_statement(plan.statements[i]);
    const pg::Reply reply = execute_one(run, plan, i);
    if (reply.ok()) continue;
    run.fail_statement(plan, plan.statements[i], reply.error, aborted_bookkeeping(reply.error));
    roll_back(run);
    return false;
  }
  if (plan.may_drop_prepared) run.forget_prepared();
  if (!own) {
    run.end_file();
    return true;
  }
  if (const auto error = write_row(run, finished_row(plan), RevisionsTable::Timing::plus_this_transaction)) {
    run.fail_row(plan, *error);
    roll_back(run);
    return false;
  }
  const pg::Reply commit = run.connection.run("COMMIT");
  if (!commit.ok() || commit.tag != "COMMIT") {
    run.fail_commit(commit.ok() ? "the server answered COMMIT with " + commit.tag
                                : pg::atlas_text(commit.error, "COMMIT"));
    roll_back(run);
    return false;
  }
  run.end_file();
  return true;
}

bool run_each_by_itself(Run& run, const FilePlan& plan) {
  return EachByItself(run, plan).run_file();
}

}  // namespace plumb::apply
