// SPDX-License-Identifier: Apache-2.0
#include <plumb/inspect/snapshot.hpp>

#include <charconv>
#include <set>

#include <plumb/base/error.hpp>
#include <plumb/inspect/known_columns.hpp>
#include <plumb/pg/advisory_lock.hpp>
#include <plumb/pg/sqlstate.hpp>

#include "inspect_sql.hpp"

namespace plumb::inspect {
namespace {

constexpr std::string_view k_begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
constexpr std::string_view k_commit = "COMMIT";
constexpr std::string_view k_revisions_name = "atlas_schema_revisions";  // of the table, and of Atlas's own schema
constexpr int k_attempts = 3;

// What one attempt ended in where it is not a snapshot: the answer that failed, and to which text.
struct Failure {
  pg::ServerError error;
  std::string statement;
  const catalog::Kind* kind = nullptr;  // whose query it was
};

// One row: for each kind that says when there is something to ask for, in order, whether there is. "": none says so.
std::string existence_query(const std::vector<const catalog::Kind*>& kinds) {
  std::string query;
  for (const catalog::Kind* kind : kinds) {
    if (kind->when.empty()) continue;
    query += fmt::format("{} EXISTS (SELECT FROM {})", query.empty() ? "SELECT" : ",", kind->when);
  }
  return query;
}

std::set<const catalog::Kind*> empty_kinds(const std::vector<const catalog::Kind*>& kinds,
                                           const std::unique_ptr<TextTable>& row) {
  std::set<const catalog::Kind*> empty;
  if (!row) return empty;
  std::size_t column = 0;
  for (const catalog::Kind* kind : kinds) {
    if (!kind->when.empty() && row->cell(0, column++) != "t") empty.insert(kind);
  }
  return empty;
}

// What the query of the kind would return.
std::unique_ptr<TextTable> no_rows(const catalog::Kind& kind) {
  std::vector<std::string> columns = kind.identity;
  for (const auto& [attribute, facts] : kind.attributes) columns.push_back(attribute);
  return std::make_unique<OwnedTextTable>(std::move(columns));
}

class Reading {
 public:
  Reading(pg::Connection& connection, const ReadOptions& options, const std::set<const catalog::Kind*>& left_out,
          bool ask_all)
      : m_connection(connection), m_options(options), m_scope(full_scope(options)), m_ask_all(ask_all) {
    for (const catalog::Kind* kind : options.kinds.for_server(connection.server_version())) {
      if (!left_out.contains(kind)) m_kinds.push_back(kind);
    }
  }

  // Nothing: m_snapshot is complete.
  std::optional<Failure> run() {
    send_facts();
    receive_facts();
    if (!m_failure) {
      send_kinds();
      receive_kinds();
    }
    drain();
    if (m_failure) {
      (void)m_connection.run("ROLLBACK");
      return std::move(m_failure);
    }
    if (m_snapshot.revisions && m_snapshot.revisions->kind == pg::Reply::Kind::error)
      (void)m_connection.run("ROLLBACK");
    return std::nullopt;
  }

  Snapshot take() { return std::move(m_snapshot); }

 private:
  static catalog::Scope full_scope(const ReadOptions& options) {
    catalog::Scope scope = options.scope;
    if (options.revisions_schema.empty()) return scope;
    scope.exclusions.push_back({"table", {options.revisions_schema, std::string(k_revisions_name)}});
    if (options.revisions_schema == k_revisions_name) {
      scope.exclusions.push_back({"schema", {options.revisions_schema}, catalog::Scope::Reach::itself});
    }
    return scope;
  }

  bool wants_revisions() const { return !m_options.revisions_query.empty() && m_snapshot.facts.revisions_readable; }

  bool is_newer_than_known() const { return m_connection.server_version() / 10000 > k_newest_known_major; }

  // The first round trip: what the session needs, and what there is to ask for.
  void send_facts() {
    m_connection.send(k_begin);
    m_connection.send(text::settings_sql, std::vector<pg::Param>{std::to_string(m_options.statement_timeout.count()),
                                                                 std::to_string(m_options.lock_timeout.count())});
    m_connection.send(text::facts_sql, std::vector<pg::Param>{m_options.revisions_schema, m_options.migration_role,
                                                              std::to_string(pg::lock_key("atlas_migrate_execute"))});
    m_connection.send(text::reach_sql,
                      std::vector<pg::Param>{std::string(m_options.roles == Roles::all ? "all" : "reaching"),
                                             m_options.revisions_schema});
    m_existence = m_ask_all ? "" : existence_query(m_kinds);
    if (!m_existence.empty()) m_connection.send(m_existence);
    m_connection.send_sync();
  }

  void receive_facts() {
    (void)receive(k_begin);
    (void)receive(text::settings_sql);
    read_facts(receive(text::facts_sql));
    (void)receive(text::reach_sql);
    if (!m_existence.empty()) m_empty = empty_kinds(m_kinds, receive(m_existence));
    drain();
  }

  void send_kinds() {
    for (const catalog::Kind* kind : m_kinds) {
      if (!m_empty.contains(kind)) m_connection.send(kind->sql);
    }
    if (is_newer_than_known()) {
      m_connection.send(unknown_columns_query(), std::vector<pg::Param>{names_as_array(known_columns())});
    }
    if (wants_revisions()) m_connection.send(m_options.revisions_query);
    m_connection.send(k_commit);
    m_connection.send_sync();
  }

  void receive_kinds() {
    for (const catalog::Kind* kind : m_kinds) {
      if (auto table = m_empty.contains(kind) ? no_rows(*kind) : receive(kind->sql, kind)) {
        m_snapshot.catalog.add(*kind, std::move(table), m_scope);
        note_not_seen(*m_snapshot.catalog.sections().back());
      }
    }
    if (is_newer_than_known()) read_not_covered(receive(unknown_columns_query()));
    if (wants_revisions()) {
      pg::Reply reply = m_connection.receive();
      if (!m_failure) m_snapshot.revisions = std::move(reply);
    }
    if (!m_snapshot.revisions || m_snapshot.revisions->kind != pg::Reply::Kind::error) (void)receive(k_commit);
  }

  // What the query itself tells that the server shows to others only.
  void note_not_seen(const catalog::Section& section) {
    if (section.kind().sql.find(catalog::k_not_seen) == std::string::npos) return;
    for (std::size_t attribute = 0; attribute < section.attributes().size(); ++attribute) {
      std::size_t objects = 0;
      for (std::size_t i = 0; i < section.size(); ++i)
        objects += section[i].attribute(attribute) == catalog::k_not_seen;
      if (objects == 0) continue;
      m_snapshot.not_seen.push_back(
          {.what = fmt::format("{} of {} {}", section.attributes()[attribute], objects, section.kind().name),
           .reason = "the server shows it to other roles only",
           .in_part = true});
    }
  }

  void drain() {
    while (m_connection.outstanding() > 0) (void)m_connection.receive();
  }

  void fail(const pg::Reply& reply, std::string_view statement, const catalog::Kind* kind = nullptr) {
    if (!m_failure) m_failure = Failure{reply.error, std::string(statement), kind};
  }

  // Null after the first failure.
  std::unique_ptr<TextTable> receive(std::string_view statement, const catalog::Kind* kind = nullptr) {
    pg::Reply reply = m_connection.receive();
    if (reply.kind == pg::Reply::Kind::error) fail(reply, statement, kind);
    return m_failure ? nullptr : std::move(reply.table);
  }

  void read_facts(std::unique_ptr<TextTable> row) {
    if (!row) return;
    const auto text = [&](std::size_t column) { return std::string(row->cell(0, column)); };
    const auto flag = [&](std::size_t column) { return row->cell(0, column) == "t"; };
    m_snapshot.facts = {.server_version = m_connection.server_version(),
                        .server_version_text = text(1).substr(0, text(1).find(' ')),
                        .database = text(2),
                        .role = text(3),
                        .migration_role = text(4),
                        .in_recovery = flag(5),
                        .revisions_table = flag(6),
                        .revisions_readable = flag(7),
                        .apply_running = flag(8)};
  }

  void read_not_covered(std::unique_ptr<TextTable> rows) {
    if (!rows) return;
    for (std::size_t row = 0; row < rows->rows(); ++row) {
      const std::string_view count = rows->cell(row, 1);
      std::size_t value = 0;
      std::from_chars(count.data(), count.data() + count.size(), value);
      m_snapshot.not_covered[std::string(rows->cell(row, 0))] = value;
    }
  }

  pg::Connection& m_connection;
  const ReadOptions& m_options;
  catalog::Scope m_scope;
  bool m_ask_all;  // also what is empty
  std::vector<const catalog::Kind*> m_kinds;
  std::string m_existence;
  std::set<const catalog::Kind*> m_empty;
  Snapshot m_snapshot;
  std::optional<Failure> m_failure;
};

// "cache lookup failed for …", "could not open relation with OID …": the object went away while it was being printed.
bool was_overtaken(const pg::ServerError& error) {
  return error.sqlstate == pg::sqlstate::k_internal_error;
}

bool lacks_right(const Failure& failure) {
  return failure.error.sqlstate == pg::sqlstate::k_insufficient_privilege;
}

[[noreturn]] void raise(const Failure& failure) {
  if (pg::was_cancelled(failure.error)) {
    throw Error("interrupted", ErrorCode::interrupted);
  }
  throw pg::to_error(failure.error, failure.statement);
}

}  // namespace

Snapshot read(pg::Connection& connection, const ReadOptions& options) {
  std::set<const catalog::Kind*> left_out;
  std::vector<NotSeen> not_seen;
  bool ask_all = false;
  for (int attempt = 1;;) {
    Reading reading(connection, options, left_out, ask_all);
    const std::optional<Failure> failure = reading.run();
    if (!failure) {
      Snapshot snapshot = reading.take();
      snapshot.not_seen.insert(snapshot.not_seen.begin(), not_seen.begin(), not_seen.end());
      return snapshot;
    }
    if (lacks_right(*failure) && failure->kind == nullptr && !ask_all) {
      ask_all = true;  // a table that may not be read: which kinds need it, their own queries tell
    } else if (lacks_right(*failure) && failure->kind != nullptr) {
      left_out.insert(failure->kind);
      not_seen.push_back({.what = failure->kind->name, .reason = failure->error.message});
    } else if (!was_overtaken(failure->error) || attempt++ == k_attempts) {
      raise(*failure);
    }
  }
}

}  // namespace plumb::inspect
