// SPDX-License-Identifier: Apache-2.0
#include "stream.hpp"

#include <fmt/format.h>

#include <plumb/apply/revisions_table.hpp>

namespace plumb::test {
namespace {

const apply::RevisionsTable k_table{std::string(apply::k_revisions_name)};

// One text a row; the rows of a table of users are counted by the planner's own means: query_to_xml.
constexpr const char* k_state = R"(
SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM (
  SELECT format('%s %s %s %s', c.relkind, c.relname, c.relrowsecurity, CASE WHEN c.relkind = 'r' THEN
           (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %s', c.oid::regclass), false, true, '')))[1]::text END)
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT format('column %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod))
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid AND c.relnamespace = 'public'::regnamespace WHERE attnum > 0
  UNION ALL SELECT format('policy %s %s', polname, pg_get_expr(polqual, polrelid)) FROM pg_policy
  UNION ALL SELECT format('revision %s', row(version, description, type, applied, total, error, error_stmt, hash, partial_hashes))
    FROM atlas_schema_revisions.atlas_schema_revisions
) AS lines(line))";

}  // namespace

Files three_files() {
  return {
      {"1_first.sql", "CREATE TABLE a (id int PRIMARY KEY);\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\n"},
      {"2_policy.sql", "ALTER TABLE a ENABLE ROW LEVEL SECURITY;\nCREATE POLICY p ON a USING (id > 0);\n"},
      {"3_last.sql", "CREATE TABLE c (t text);\nINSERT INTO c VALUES ('x;y');\nCREATE VIEW v AS SELECT id FROM a;\n"},
  };
}

Files many_files(int count) {
  Files files;
  for (int i = 1; i <= count; ++i)
    files[fmt::format("{:03}_t.sql", i)] = fmt::format("CREATE TABLE t{} (id int);\n", i);
  return files;
}

std::vector<apply::Revision> Stream::prepare() const {
  const auto connection = m_database.connect();
  k_table.ensure(*connection, k_table.probe(*connection));
  return k_table.read(*connection);
}

apply::RunReport Stream::run_on(pg::Connection& connection, const std::vector<apply::Revision>& revisions,
                                const RunOptions& options) const {
  apply::RunReport report;
  report.pending = revisions.empty()
                       ? apply::first_run_files(m_directory.files())
                       : apply::pending_files({.revisions = revisions, .files = m_directory.files()}).files;
  if (options.amount && *options.amount < report.pending.size()) report.pending.resize(*options.amount);
  apply::execute(connection, {.files = report.pending, .revisions = revisions, .table = k_table},
                 {.mode = options.mode, .operator_version = "test"}, Clock::system(), *options.stop, report);
  return report;
}

apply::RunReport Stream::run(const RunOptions& options) {
  const auto revisions = prepare();
  return run_on(*m_database.connect(), revisions, options);
}

Stream::Scripted Stream::run_scripted(const RunOptions& options, const pg::ScriptedConnection::Answer& answer) {
  const auto revisions = prepare();
  pg::ScriptedConnection connection(answer, m_database.connect(*options.stop));
  apply::RunReport report = run_on(connection, revisions, options);
  return {std::move(report), connection.sent()};
}

std::string Stream::ask(const std::string& sql) const {
  const auto table = pg::run_or_throw(*m_database.connect(), sql);
  return table->rows() == 0 ? "" : std::string(table->cell(0, 0));
}

std::string Stream::state() const {
  return ask(k_state);
}

}  // namespace plumb::test
