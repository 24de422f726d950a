// SPDX-License-Identifier: Apache-2.0
#include <plumb/apply/revisions_table.hpp>

#include <charconv>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/pg/group.hpp>
#include <plumb/sql/quote.hpp>

#include "apply_sql.hpp"
#include "query.hpp"

namespace plumb::apply {
namespace {

// What probe.sql answers for a table as Atlas makes it: the OIDs of built-in types are the same everywhere and for
// ever.
constexpr std::string_view k_right_shape =
    "applied 20 -1 t t,description 1043 -1 t f,error 25 -1 f f,error_stmt 25 -1 f f,executed_at 1184 -1 t f,"
    "execution_time 20 -1 t f,hash 1043 -1 t f,operator_version 1043 -1 t f,partial_hashes 3802 -1 f f,"
    "total 20 -1 t t,type 20 -1 t t,version 1043 -1 t f; 0 t";

std::int64_t to_int(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// A JSON array of texts that plumb or Atlas wrote: base64 with "h1:", so nothing in it is escaped.
std::vector<std::string> parse_hashes(std::string_view json) {
  std::vector<std::string> out;
  for (std::size_t open = json.find('"'); open != std::string_view::npos; open = json.find('"', open + 1)) {
    const std::size_t close = json.find('"', open + 1);
    if (close == std::string_view::npos) break;
    out.emplace_back(json.substr(open + 1, close - open - 1));
    open = close;
  }
  return out;
}

std::string hashes_json(const std::vector<std::string>& hashes) {
  if (hashes.empty()) return "null";  // the jsonb value null, as Atlas: not SQL NULL
  std::string out = "[";
  for (const std::string& hash : hashes) {
    if (out.size() > 1) out += ", ";
    out += "\"" + hash + "\"";
  }
  return out + "]";
}

// Takes the answers of a group up to its sync; throws the first error.
void finish_or_throw(pg::Connection& connection, std::string_view statement, const std::string& prefix) {
  const std::optional<pg::ServerError> failed = pg::finish_group(connection);
  if (!failed) return;
  if (connection.transaction_status() == pg::TransactionStatus::in_failed_transaction) (void)connection.run("ROLLBACK");
  throw_server_error(*failed, statement, prefix);
}

}  // namespace

RevisionsTable::RevisionsTable(std::string schema)
    : m_schema(std::move(schema)),
      m_qualified(fmt::format("{}.\"{}\"", sql::quote_identifier(m_schema), k_revisions_name)) {}

ServerFacts RevisionsTable::probe(pg::Connection& connection) const {
  const pg::Param params[] = {m_schema};
  const auto row = query(connection, text::probe_sql, params, "postgres: scanning system variables: ");
  ServerFacts facts;
  facts.version = static_cast<int>(to_int(row->cell(0, 0)));
  if (facts.version < 100000) throw Error(fmt::format("postgres: unsupported postgres version: {}", facts.version));
  facts.backend_pid = static_cast<int>(to_int(row->cell(0, 1)));
  facts.in_recovery = row->cell(0, 2) == "t";
  facts.schema_exists = row->cell(0, 3) == "t";
  facts.table_exists = row->cell(0, 4) == "t";
  facts.elsewhere = row->cell(0, 5) == "t";
  if (!facts.table_exists || row->cell(0, 6) == k_right_shape) return facts;
  const auto repairs = query(connection, text::repairs_sql, params, "postgres: scanning system variables: ");
  for (std::size_t i = 0; i < repairs->rows(); ++i) facts.repairs.emplace_back(repairs->cell(i, 0));
  return facts;
}

void RevisionsTable::ensure(pg::Connection& connection, const ServerFacts& facts) const {
  if (!facts.schema_exists) {
    // Not IF NOT EXISTS, as Atlas: the schema was looked for under the lock, so a second one is news.
    const std::string create = fmt::format("CREATE SCHEMA {}{}", m_schema == "public" ? "IF NOT EXISTS " : "",
                                           sql::quote_identifier(m_schema));
    connection.send(create);
    connection.send_sync();
    finish_or_throw(connection, create, fmt::format("Add new schema named {}: ", go_quote(m_schema)));
  }
  std::string change;
  if (!facts.table_exists) {
    change = fmt::format(fmt::runtime(text::create_revisions_sql), m_qualified);
  } else if (!facts.repairs.empty()) {
    change = fmt::format("ALTER TABLE {} {}", m_qualified, fmt::join(facts.repairs, ", "));
  }
  if (change.empty()) return;
  connection.send("BEGIN READ WRITE");
  connection.send(change);
  connection.send("COMMIT");
  connection.send_sync();
  finish_or_throw(
      connection, change,
      fmt::format("sql/schema: {} \"{}\" table: ", facts.table_exists ? "modify" : "create", k_revisions_name));
}

std::string RevisionsTable::read_statement() const {
  // Bytewise, whatever the database's collation (T23): everything after this compares versions as bytes.
  return fmt::format(
      "SELECT version, description, type, applied, total, "
      "(EXTRACT(epoch FROM executed_at) * 1000000)::pg_catalog.int8, execution_time, error, error_stmt, hash, "
      "partial_hashes, "
      "operator_version FROM {} WHERE version <> '.atlas_cloud_identifier' ORDER BY version COLLATE \"C\"",
      m_qualified);
}

std::vector<Revision> RevisionsTable::parse_rows(pg::Reply& reply, std::string_view statement) {
  if (!reply.ok()) throw_server_error(reply.error, statement, "sql/migrate: read revisions: ");
  std::vector<Revision> out;
  const TextTable& table = *reply.table;
  out.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Revision revision;
    revision.version = table.cell(row, 0);
    revision.description = table.cell(row, 1);
    revision.type = to_int(table.cell(row, 2));
    revision.applied = to_int(table.cell(row, 3));
    revision.total = to_int(table.cell(row, 4));
    revision.executed_at = TimePoint(std::chrono::microseconds(to_int(table.cell(row, 5))));
    revision.execution_time = to_int(table.cell(row, 6));
    revision.error = table.cell(row, 7);
    revision.error_stmt = table.cell(row, 8);
    revision.hash = table.cell(row, 9);
    revision.partial_hashes = parse_hashes(table.cell(row, 10));
    revision.operator_version = table.cell(row, 11);
    out.push_back(std::move(revision));
  }
  return out;
}

std::vector<Revision> RevisionsTable::read(pg::Connection& connection) const {
  const std::string statement = read_statement();
  pg::Reply reply;
  reply.table = query(connection, statement, {}, "sql/migrate: read revisions: ");
  reply.kind = pg::Reply::Kind::rows;
  return parse_rows(reply, statement);
}

std::string RevisionsTable::write_statement() const {
  return fmt::format(fmt::runtime(text::upsert_revision_sql), m_qualified);
}

std::vector<pg::Param> RevisionsTable::write_params(const Revision& revision, Timing timing) {
  return {revision.version,
          revision.description,
          std::to_string(revision.type),
          std::to_string(revision.applied),
          std::to_string(revision.total),
          std::to_string(revision.execution_time),
          timing == Timing::plus_this_transaction ? "t" : "f",
          revision.error,
          revision.error_stmt,
          revision.hash,
          hashes_json(revision.partial_hashes),
          revision.operator_version};
}

}  // namespace plumb::apply
