// SPDX-License-Identifier: Apache-2.0
#include <plumb/inspect/snapshot.hpp>

#include <algorithm>
#include <charconv>
#include <set>

#include <plumb/base/error.hpp>
#include <plumb/inspect/known_columns.hpp>
#include <plumb/inspect/rows_digest.hpp>
#include <plumb/pg/advisory_lock.hpp>
#include <plumb/pg/sqlstate.hpp>

#include "inspect_sql.hpp"
#include "read_digest.hpp"
#include "second_session.hpp"

namespace plumb::inspect {
namespace {

constexpr std::string_view k_revisions_name = "atlas_schema_revisions";  // of the table, and of Atlas's own schema
constexpr int k_attempts = 3;
// Of pg_attribute, from which on a second session saves more than it costs: some 60 tables of ten columns. An empty
// database has 450 KB.
constexpr int k_worth_a_second = 800'000;

using KindList = std::vector<const catalog::Kind*>;

// What one attempt ended in where it is not a snapshot: the answer that failed, and to which text.
struct Failure {
  pg::ServerError error;
  std::string statement;
  const catalog::Kind* kind = nullptr;  // whose query it was
  bool of_digest = false;               // it was the query of the digest
};

// How a read is tried.
struct Attempt {
  std::set<const catalog::Kind*> left_out;
  bool ask_all = false;  // also what is empty
  bool ask_digest = false;
  std::string alone;  // why there is no second session; "": nothing speaks against one
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
  Reading(pg::Connection& connection, const ReadOptions& options, const Attempt& attempt)
      : m_connection(connection), m_options(options), m_scope(full_scope(options)), m_ask_all(attempt.ask_all) {
    m_may_share = options.second && attempt.alone.empty();
    for (const catalog::Kind* kind : options.kinds.for_server(connection.server_version())) {
      if (!attempt.left_out.contains(kind)) m_kinds.push_back(kind);
    }
    if (attempt.ask_digest) m_rows_query = rows_query(connection.server_version() / 10000);
    m_may_be_kept = attempt.ask_digest && options.find_kept;
  }

  // Nothing: m_snapshot is complete.
  std::optional<Failure> run() {
    send_facts();
    receive_facts();
    find_kept();
    if (!m_failure && m_may_be_kept && !m_snapshot.kept) ask_what_there_is();
    if (!m_failure) read_kinds();
    drain();
    if (m_failure) {
      (void)m_connection.run("ROLLBACK");
      return std::move(m_failure);
    }
    add_sections();
    if (m_is_to_roll_back) (void)m_connection.run("ROLLBACK");
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

  void send_settings() { m_connection.send(text::settings_sql, session_settings(m_options)); }

  // The first round trip: what the session needs, and what there is to ask for.
  void send_facts() {
    m_connection.send(k_begin);
    send_settings();
    m_connection.send(text::facts_sql, std::vector<pg::Param>{m_options.revisions_schema, m_options.migration_role,
                                                              std::to_string(pg::lock_key(pg::k_migrate_lock))});
    if (!m_rows_query.empty()) m_connection.send(m_rows_query, std::vector<pg::Param>{""});
    if (!m_may_be_kept) send_what_there_is();
    m_connection.send_sync();
  }

  void receive_facts() {
    (void)receive(k_begin);
    (void)receive(text::settings_sql);
    read_facts(receive(text::facts_sql));
    if (!m_rows_query.empty()) receive_rows();
    if (!m_may_be_kept) receive_what_there_is();
    drain();
  }

  void send_what_there_is() {
    m_connection.send(text::reach_sql,
                      std::vector<pg::Param>{std::string(m_options.roles == Roles::all ? "all" : "reaching"),
                                             m_options.revisions_schema});
    m_existence = m_ask_all ? "" : existence_query(m_kinds);
    if (!m_existence.empty()) m_connection.send(m_existence);
    if (m_may_share) {
      m_connection.send(text::export_sql, std::vector<pg::Param>{std::to_string(k_worth_a_second),
                                                                 std::to_string(m_connection.backend_pid())});
    }
  }

  void receive_what_there_is() {
    const auto reach = receive(text::reach_sql);
    if (!m_existence.empty()) m_empty = empty_kinds(m_kinds, receive(m_existence));
    const auto exported = m_may_share ? receive(text::export_sql) : nullptr;
    if (!exported || exported->is_null(0, 0)) return;
    m_shared = Shared{.snapshot = std::string(exported->cell(0, 0)),
                      .server = std::string(exported->cell(0, 1)),
                      .migration_role = m_snapshot.facts.migration_role,
                      .reaching_roles = std::string(reach->cell(0, 0))};
  }

  // A round trip of its own, where a kept catalog could have made it needless.
  void ask_what_there_is() {
    send_what_there_is();
    m_connection.send_sync();
    receive_what_there_is();
    drain();
  }

  void receive_rows() {
    const bool failed_before = m_failure.has_value();
    const auto row = receive(m_rows_query);
    if (!row) {
      if (!failed_before) m_failure->of_digest = true;
      return;
    }
    m_rows = read_rows(*row);
    m_snapshot.digest = read_digest(m_rows.text, m_snapshot.facts, m_options, m_scope);
  }

  void find_kept() {
    if (m_failure || !m_may_be_kept) return;
    std::optional<catalog::Catalog> kept = m_options.find_kept(m_snapshot.facts, m_snapshot.digest);
    if (!kept) return;
    for (const catalog::Kind* kind : m_kinds) {
      if (!kind->always_asked && kept->section(kind->name) == nullptr) return;
    }
    m_kept = std::move(*kept);
    m_snapshot.kept = true;
  }

  [[nodiscard]] bool is_asked(const catalog::Kind& kind) const {
    return m_snapshot.kept ? kind.always_asked : !m_empty.contains(&kind);
  }

  // Whether what was read is what the digest stands for: it was asked before, and functions that print do not look at
  // the snapshot but at what is committed.
  [[nodiscard]] bool is_to_be_checked() const { return !m_snapshot.digest.empty() && !m_snapshot.kept; }

  void send_check() {
    m_connection.send(k_begin);
    send_settings();
    m_connection.send(m_rows_query, std::vector<pg::Param>{m_rows.snapshot});
    m_connection.send(k_commit);
  }

  void receive_check() {
    const bool begun = m_connection.receive().ok() && m_connection.receive().ok();
    const pg::Reply row = m_connection.receive();
    const bool ended = m_connection.receive().ok();
    const bool same = begun && ended && row.table && (row.table->is_null(0, 1) || row.table->cell(0, 1) == m_rows.text);
    if (!same) m_snapshot.digest.clear();
    m_is_to_roll_back = !ended;
  }

  // The last round trip; where two sessions share the work, this one's part, and then what is left.
  void read_kinds() {
    KindList kinds = m_kinds;
    std::erase_if(kinds, [this](const catalog::Kind* kind) { return !is_asked(*kind); });
    if (m_shared) {
      const auto theirs = std::ranges::stable_partition(kinds, [](const catalog::Kind* kind) { return !kind->second; });
      KindList left(theirs.begin(), theirs.end());
      kinds.erase(theirs.begin(), theirs.end());
      SecondSession second(m_options, std::move(*m_shared), left);
      send_kinds(kinds);
      m_connection.send_sync();
      receive_kinds(kinds);
      drain();
      take_over(second, left);
      if (m_failure) return;
      kinds = std::move(left);
    }
    send_kinds(kinds);
    send_end();
    receive_kinds(kinds);
    receive_end();
  }

  // Leaves of `theirs` what has still to be asked.
  void take_over(SecondSession& second, KindList& theirs) {
    if (second.finish()) {
      m_tables.merge(second.tables());
      theirs.clear();
    } else {
      m_snapshot.alone = second.failure();
    }
    m_snapshot.second_traffic = second.traffic();
    if (!second.interrupted()) return;
    (void)m_connection.run("ROLLBACK");
    throw Error("interrupted", ErrorCode::interrupted);
  }

  void send_kinds(const KindList& kinds) {
    for (const catalog::Kind* kind : kinds) m_connection.send(kind->sql);
  }

  void receive_kinds(const KindList& kinds) {
    for (const catalog::Kind* kind : kinds) m_tables[kind] = receive(kind->sql, kind);
  }

  void send_end() {
    if (is_newer_than_known()) {
      m_connection.send(unknown_columns_query(), std::vector<pg::Param>{names_as_array(known_columns())});
    }
    if (wants_revisions()) m_connection.send(m_options.revisions_query);
    m_connection.send(k_commit);
    if (is_to_be_checked()) send_check();
    m_connection.send_sync();
  }

  void receive_end() {
    if (is_newer_than_known()) read_not_covered(receive(unknown_columns_query()));
    if (wants_revisions()) {
      pg::Reply reply = m_connection.receive();
      if (!m_failure) m_snapshot.revisions = std::move(reply);
    }
    if (m_snapshot.revisions && m_snapshot.revisions->kind == pg::Reply::Kind::error) {
      m_snapshot.digest.clear();
      m_is_to_roll_back = true;
      return;
    }
    (void)receive(k_commit);
    if (!m_failure && is_to_be_checked()) receive_check();
  }

  // In the order of the kinds, whoever has read them.
  void add_sections() {
    for (const catalog::Kind* kind : m_kinds) {
      if (m_snapshot.kept && !kind->always_asked) {
        m_snapshot.catalog.take(m_kept, *kind);
      } else {
        m_snapshot.catalog.add(*kind, is_asked(*kind) ? std::move(m_tables.at(kind)) : no_rows(*kind), m_scope);
      }
      note_not_seen(*m_snapshot.catalog.sections().back());
    }
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
  bool m_ask_all;
  bool m_may_share = false;  // with a second session
  KindList m_kinds;
  std::string m_rows_query;  // "": it is not asked
  Rows m_rows;
  bool m_may_be_kept = false;
  catalog::Catalog m_kept;
  std::string m_existence;
  std::set<const catalog::Kind*> m_empty;
  std::optional<Shared> m_shared;  // where a second session is worth it
  Tables m_tables;
  Snapshot m_snapshot;
  std::optional<Failure> m_failure;
  bool m_is_to_roll_back = false;
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
  Attempt attempt;
  // What a newer server has besides may be rows that plumb does not know of.
  attempt.ask_digest = options.digest == Digest::yes && connection.server_version() / 10000 <= k_newest_known_major;
  std::vector<NotSeen> not_seen;
  for (int number = 1;;) {
    Reading reading(connection, options, attempt);
    const std::optional<Failure> failure = reading.run();
    if (!failure) {
      Snapshot snapshot = reading.take();
      if (!not_seen.empty()) snapshot.digest.clear();
      snapshot.not_seen.insert(snapshot.not_seen.begin(), not_seen.begin(), not_seen.end());
      if (!attempt.alone.empty()) snapshot.alone = attempt.alone;
      return snapshot;
    }
    if (lacks_right(*failure) && failure->of_digest) {
      attempt.ask_digest = false;
    } else if (failure->statement == text::export_sql && attempt.alone.empty()) {
      attempt.alone = failure->error.message;  // whatever it is: a second session is no reason to fail
    } else if (lacks_right(*failure) && failure->kind == nullptr && !attempt.ask_all) {
      attempt.ask_all = true;  // a table that may not be read: which kinds need it, their own queries tell
    } else if (lacks_right(*failure) && failure->kind != nullptr) {
      attempt.left_out.insert(failure->kind);
      not_seen.push_back({.what = failure->kind->name, .reason = failure->error.message});
    } else if (!was_overtaken(failure->error) || number++ == k_attempts) {
      raise(*failure);
    }
  }
}

}  // namespace plumb::inspect
