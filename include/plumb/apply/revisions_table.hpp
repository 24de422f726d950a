// SPDX-License-Identifier: Apache-2.0
// The table atlas_schema_revisions on a server (atlas-migrate.md §3): found, made, altered back into shape, read,
// written. Every name is qualified and quoted here, so that what a migration does to search_path does not matter.
#pragma once

#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::apply {

inline constexpr std::string_view k_revisions_name =
    "atlas_schema_revisions";  // of the table and of its default schema

// What one query tells before anything is done: probe_server().
struct ServerFacts {
  int version = 0;             // 180004
  int backend_pid = 0;         // as the server says it now; a pooler's start-up said another one
  bool in_recovery = false;    // a standby
  bool schema_exists = false;  // the revisions schema
  bool table_exists = false;
  bool elsewhere = false;            // the default schema has a revisions table
  std::vector<std::string> repairs;  // ALTER TABLE clauses that give the table its shape back; empty: it has it
};

class RevisionsTable {
 public:
  // REQUIRES: schema is not empty.
  explicit RevisionsTable(std::string schema);

  [[nodiscard]] const std::string& schema() const { return m_schema; }
  [[nodiscard]] const std::string& qualified() const { return m_qualified; }

  // One SELECT on pg_catalog, one round trip; a second one where the table has another shape. Throws "postgres:
  // scanning system variables: …" and, for a server before 10, "postgres: unsupported postgres version: <n>".
  [[nodiscard]] ServerFacts probe(pg::Connection& connection) const;

  // Makes the schema and the table, or alters the table back, as `facts` says; nothing is sent where nothing is
  // missing. As Atlas, in a READ WRITE transaction. Throws `Add new schema named "s": …`, `sql/schema: create|modify
  // "atlas_schema_revisions" table: …`.
  void ensure(pg::Connection& connection, const ServerFacts& facts) const;

  // All rows but the identifier row, sorted bytewise by version. One SELECT, one round trip.
  // Throws "sql/migrate: read revisions: …".
  [[nodiscard]] std::vector<Revision> read(pg::Connection& connection) const;
  // The same, split for a pipeline: the statement to send, and what its answer means.
  [[nodiscard]] std::string read_statement() const;
  [[nodiscard]] static std::vector<Revision> parse_rows(pg::Reply& reply, std::string_view statement);

  // How a row's execution_time comes about.
  enum class Timing {
    as_given,               // Revision::execution_time
    plus_this_transaction,  // … plus the time since the transaction began, by the server's clock; at least 1 ns
  };
  // Upsert: as Atlas, version, description and executed_at of a row that is there stay. executed_at of a new row is the
  // server's now().
  [[nodiscard]] std::string write_statement() const;
  [[nodiscard]] static std::vector<pg::Param> write_params(const Revision& revision, Timing timing);

 private:
  std::string m_schema;
  std::string m_qualified;
};

}  // namespace plumb::apply
