// SPDX-License-Identifier: Apache-2.0
#include "sensitivity_trial.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include <plumb/base/error.hpp>
#include <plumb/diff/findings.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/sql/scanner.hpp>

#include "../contract/savepoint_connection.hpp"

namespace plumb::test {
namespace {

// A session in the database of the block: what runs there, and what reads there.
struct Session {
  pg::Connection& connection;
  pg::Connection& reading;
};

// Statement by statement: some may not run in the transaction that several in one text are.
void run_sql(pg::Connection& connection, std::string_view sql) {
  const sql::ScanResult scanned = sql::scan(sql);
  if (!scanned.ok()) throw Error(scanned.errors.front().text());
  for (const sql::Statement& statement : scanned.statements) {
    const pg::Reply reply = connection.run(statement.text);
    if (!reply.ok()) throw Error(fmt::format("{}\n    {}", reply.error.message, statement.text));
  }
}

// Runs the SQL for each name that the query gives.
void for_each(pg::Connection& connection, std::string_view query, std::string_view sql) {
  const auto names = pg::run_or_throw(connection, query);
  for (std::size_t row = 0; row < names->rows(); ++row) {
    run_sql(connection, fmt::format(fmt::runtime(sql), names->cell(row, 0)));
  }
}

// What a section set for the session is not for the read that follows.
void run_section(pg::Connection& connection, std::string_view sql) {
  run_sql(connection, sql);
  run_sql(connection, "RESET SESSION AUTHORIZATION; RESET ALL;");
}

inspect::Snapshot read_all(pg::Connection& connection, inspect::Digest digest = inspect::Digest::no) {
  inspect::Snapshot snapshot = inspect::read(connection, {.digest = digest});
  for (const inspect::NotSeen& not_seen : snapshot.not_seen) {
    throw Error(fmt::format("{} was not read: {}", not_seen.what, not_seen.reason));
  }
  return snapshot;
}

std::vector<std::string> subjects_of(const diff::Difference& difference) {
  const std::string& kind = difference.object().kind().name;
  if (difference.change != diff::Change::changed) return {kind};
  std::vector<std::string> subjects;
  for (const diff::AttributeChange& change : difference.attributes) {
    subjects.push_back(fmt::format("{}.{}", kind, change.name));
  }
  return subjects;
}

std::string describe(const diff::Difference& difference) {
  std::string text = diff::object_name(difference.object()).text();
  if (difference.change != diff::Change::changed) {
    return (difference.change == diff::Change::missing ? "missing " : "unexpected ") + text;
  }
  for (const diff::AttributeChange& change : difference.attributes) {
    text += fmt::format("\n      {}: {} -> {}", change.name, change.expected.value_or("(not set)"),
                        change.actual.value_or("(not set)"));
  }
  return text;
}

std::string describe(const diff::Differences& differences) {
  if (differences.list.empty()) return "    no difference";
  std::vector<std::string> lines;
  for (const diff::Difference& each : differences.list) lines.push_back("    " + describe(each));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

bool as_expected(const SensitivityBlock& block, const diff::Differences& differences) {
  int hits = 0;
  for (const diff::Difference& difference : differences.list) {
    for (const std::string& subject : subjects_of(difference)) {
      if (subject == block.subject) {
        ++hits;
      } else if (std::ranges::find(block.also, subject) == block.also.end()) {
        return false;
      }
    }
  }
  return hits == 1 || (hits > 1 && std::ranges::find(block.also, block.subject) != block.also.end());
}

diff::FindingOptions options_of(const inspect::Snapshot& live) {
  return {.migration_role = live.facts.migration_role,
          .database = live.facts.database,
          .server_version = live.facts.server_version,
          .live = &live.catalog};
}

// Here there is no data to be destroyed. What a role has elsewhere is in the way of dropping it.
std::string with_drops(std::string text) {
  constexpr std::string_view k_before = "-- ";
  constexpr std::string_view k_behind = "  -- would destroy data";
  const bool drops = text.starts_with(k_before) && text.ends_with(k_behind) && !text.starts_with("-- DROP ROLE ");
  return drops ? text.substr(k_before.size(), text.size() - k_before.size() - k_behind.size()) : text;
}

// A comment line that is more than a note leaves something to people.
bool says_everything(std::string_view fix) {
  constexpr std::string_view k_note = "-- note: ";
  for (std::string_view rest = fix; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.starts_with("--") && !line.starts_with(k_note)) return false;
  }
  return !fix.empty();
}

// The steps for all differences, in the order in which they are to be run. Nothing: some difference cannot be put right
// by SQL alone; `missing` then says which object could not be made, if it was one that is missing.
std::optional<std::string> whole_fix(const diff::Differences& differences, const inspect::Snapshot& live,
                                     std::string& missing) {
  std::vector<diff::Step> all;
  bool whole = true;
  for (const diff::Difference& difference : differences.list) {
    std::string text;
    for (diff::Step& step : diff::steps(difference, options_of(live))) {
      step.text = with_drops(step.text);
      text += (text.empty() ? "" : "\n") + step.text;
      all.push_back(std::move(step));
    }
    if (says_everything(text)) continue;
    whole = false;
    if (difference.change == diff::Change::missing) missing += describe(difference) + "\n" + text + "\n";
  }
  if (!whole) return std::nullopt;
  std::string sql = "SET check_function_bodies = off;\n";
  for (const std::size_t index : diff::runnable_order(all)) sql += all[index].text + "\n";
  return sql + "RESET check_function_bodies;\n";
}

// Runs the fixes of what is between `wanted` and the database, which then reads as is returned; nothing where there
// are none, or they did not bring it there.
std::optional<inspect::Snapshot> put_right(const Session& session, const SensitivityBlock& block,
                                           const inspect::Snapshot& wanted, const inspect::Snapshot& live,
                                           std::string_view way, Verdict& verdict) {
  const diff::Differences differences = diff::compare(wanted.catalog, live.catalog);
  std::string missing;
  const auto fix = whole_fix(differences, live, missing);
  if (!fix) {
    ++verdict.without_fix;
    if (!missing.empty() && block.by_hand.empty()) {
      verdict.complaints.push_back(fmt::format("the fix {} does not make all of\n    {}", way, missing));
    }
    return std::nullopt;
  }
  try {
    run_sql(session.connection, *fix);
  } catch (const Error& error) {
    if (!block.by_hand.empty()) return std::nullopt;
    verdict.complaints.push_back(fmt::format("the fix {} does not run: {}\n    of\n{}", way, error.what(), *fix));
    return std::nullopt;
  }
  inspect::Snapshot now = read_all(session.reading);
  const diff::Differences left = diff::compare(wanted.catalog, now.catalog);
  if (!left.list.empty()) {
    if (!block.by_hand.empty()) return std::nullopt;
    verdict.complaints.push_back(fmt::format("the fix {} leaves\n{}\n    of\n{}", way, describe(left), *fix));
    return std::nullopt;
  }
  ++verdict.fixes;
  return now;
}

void check_differences(const SensitivityBlock& block, const inspect::Snapshot& left, const inspect::Snapshot& right,
                       std::string_view way, Verdict& verdict) {
  const diff::Differences differences = diff::compare(left.catalog, right.catalog);
  if (as_expected(block, differences)) return;
  verdict.complaints.push_back(fmt::format("{}: expected\n    {}{}\n  got\n{}", way, block.subject,
                                           block.also.empty() ? "" : fmt::format(", {}", fmt::join(block.also, ", ")),
                                           describe(differences)));
}

// A catalog that was kept would be taken for the new one where the digest is the same.
void check_digests(const inspect::Snapshot& left, const inspect::Snapshot& right, Verdict& verdict) {
  if (left.digest.empty() || right.digest.empty()) verdict.complaints.emplace_back("there is no digest of the rows");
  if (left.digest == right.digest) verdict.complaints.emplace_back("the digest of the rows did not change");
}

bool contains(const catalog::Section* section, const catalog::Object& object) {
  if (section == nullptr) return false;
  for (std::size_t i = 0; i < section->size(); ++i) {
    if (compare_identity((*section)[i], object) == 0) return true;
  }
  return false;
}

// The statements that drop the objects of a kind that an empty database has not.
std::vector<std::string> drop_all(const inspect::Snapshot& empty, const inspect::Snapshot& live,
                                  const catalog::Section& section) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < section.size(); ++i) {
    if (contains(empty.catalog.section(section.kind().name), section[i])) continue;
    const std::string fix = with_drops(diff::fix(
        {.change = diff::Change::unexpected, .desired = {}, .live = section[i], .attributes = {}, .below = {}},
        options_of(live)));
    if (says_everything(fix)) all.push_back(fix);
  }
  return all;
}

// What fails leaves the transaction as it was, where there is one.
bool try_sql(pg::Connection& connection, const std::string& sql) {
  const bool in_transaction = connection.transaction_status() != pg::TransactionStatus::idle;
  if (in_transaction) run_sql(connection, "SAVEPOINT attempt;");
  try {
    run_sql(connection, sql);
    return true;
  } catch (const Error&) {
    if (in_transaction) run_sql(connection, "ROLLBACK TO SAVEPOINT attempt;");
    return false;
  }
}

// The objects of a kind as they are in the database, which reads as `whole`, dropped and made again, with all that
// needs them.
void remake(const Session& session, const SensitivityBlock& block, const catalog::Kind& kind,
            const inspect::Snapshot& empty, const inspect::Snapshot& whole, Verdict& verdict) {
  bool gone = false;
  for (std::string sql : drop_all(empty, whole, *whole.catalog.section(kind.name))) {
    if (try_sql(session.connection, sql)) {
      gone = true;
    } else if (sql.find("DROP ") != std::string::npos && sql.ends_with(';')) {
      sql.insert(sql.size() - 1, " CASCADE");
      gone = try_sql(session.connection, sql) || gone;
    }
  }
  if (!gone) return;
  static_cast<void>(put_right(session, block, whole, read_all(session.reading), "of what was dropped", verdict));
}

std::vector<const catalog::Kind*> with_parents(const catalog::Kind& kind) {
  std::vector<const catalog::Kind*> list = {&kind};
  if (kind.other_parent != nullptr) list.push_back(kind.other_parent);
  for (const catalog::Kind* each = kind.parent; each != nullptr; each = each->parent) list.push_back(each);
  return list;
}

void try_block(const Session& session, const SensitivityBlock& block, const inspect::Snapshot& empty,
               Verdict& verdict) {
  run_section(session.connection, block.before);
  const inspect::Snapshot before = read_all(session.reading, inspect::Digest::yes);
  run_section(session.connection, block.change);
  inspect::Snapshot live = read_all(session.reading, inspect::Digest::yes);
  check_digests(before, live, verdict);
  check_differences(block, before, live, "change", verdict);
  check_differences(block, live, before, "change, sides swapped", verdict);
  if (!verdict.complaints.empty() || !block.unrun.empty()) return;
  const auto back = put_right(session, block, before, live, "of the change", verdict);
  if (!block.one_way.empty()) return;
  if (back) {
    auto again = put_right(session, block, live, *back, "the other way round", verdict);
    if (!again) return;
    live = std::move(*again);
  }
  for (const catalog::Kind* kind : with_parents(live.catalog.section(block.kind())->kind())) {
    if (verdict.complaints.empty()) remake(session, block, *kind, empty, live, verdict);
  }
}

}  // namespace

SensitivityTrials::SensitivityTrials(int major)
    : m_server(devdb::Server::start({.major = major, .tcp = false, .settings = {}})),
      m_administrator(pg::connect(pg::Target::parse(m_server.url("postgres")))) {
  open_shared();
  m_empty = read_all(*m_reading);
}

void SensitivityTrials::create_database() {
  const bool can_choose = m_administrator->server_version() >= 150000;
  run_sql(*m_administrator, fmt::format("CREATE DATABASE {} TEMPLATE template0 {};", k_sensitivity_database,
                                        can_choose ? "STRATEGY FILE_COPY" : ""));
}

std::unique_ptr<pg::Connection> SensitivityTrials::connect() const {
  return pg::connect(pg::Target::parse(m_server.url(std::string(k_sensitivity_database))));
}

void SensitivityTrials::open_shared() {
  create_database();
  m_shared = connect();
  m_reading = std::make_unique<PreparingConnection>(*m_shared);
}

void SensitivityTrials::close_shared() {
  m_reading.reset();
  m_shared.reset();
  clean_up();
}

Verdict SensitivityTrials::run_in_transaction(const SensitivityBlock& block) {
  Verdict verdict;
  if (!m_shared) open_shared();
  try {
    run_sql(*m_shared, "BEGIN;");
    SavepointConnection reading(*m_reading);
    try_block({*m_shared, reading}, block, m_empty, verdict);
  } catch (const Error& error) {
    verdict.complaints.emplace_back(error.what());
  }
  const bool was_open = m_shared->transaction_status() != pg::TransactionStatus::idle;
  if (was_open && m_shared->run("ROLLBACK").ok()) return verdict;
  verdict.complaints.emplace_back("the transaction did not last");
  close_shared();
  return verdict;
}

std::string SensitivityTrials::end_transactions() {
  if (!m_shared) return "";
  const diff::Differences left = diff::compare(m_empty.catalog, read_all(*m_reading).catalog);
  close_shared();
  return left.list.empty() ? "" : fmt::format("what was rolled back leaves\n{}", describe(left));
}

Verdict SensitivityTrials::run_alone(const SensitivityBlock& block) {
  Verdict verdict;
  try {
    create_database();
    const auto connection = connect();
    PreparingConnection reading(*connection);
    try_block({*connection, reading}, block, m_empty, verdict);
    if (!block.after.empty()) run_section(*connection, block.after);
  } catch (const Error& error) {
    verdict.complaints.emplace_back(error.what());
  }
  try {
    drop_subscriptions();
    clean_up();
  } catch (const Error& error) {
    verdict.complaints.push_back(fmt::format("cleaning up: {}", error.what()));
  }
  return verdict;
}

// One would keep its database from being dropped.
void SensitivityTrials::drop_subscriptions() {
  const auto count = pg::run_or_throw(
      *m_administrator, fmt::format("SELECT FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid "
                                    "WHERE datname = '{}'",
                                    k_sensitivity_database));
  if (count->rows() == 0) return;
  const auto connection = connect();
  for_each(*connection,
           "SELECT quote_ident(subname) FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid "
           "WHERE datname = current_database()",
           "ALTER SUBSCRIPTION {0} DISABLE; ALTER SUBSCRIPTION {0} SET (slot_name = NONE); DROP SUBSCRIPTION {0};");
}

// The database, and what the cluster shares and would be in the way of the next block.
void SensitivityTrials::clean_up() {
  run_sql(*m_administrator, fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE);", k_sensitivity_database));
  for_each(*m_administrator, "SELECT quote_ident(rolname) FROM pg_roles WHERE rolname !~ '^pg_' AND oid <> 10",
           "REASSIGN OWNED BY {0} TO postgres; DROP OWNED BY {0};");
  for_each(*m_administrator, "SELECT quote_ident(rolname) FROM pg_roles WHERE rolname !~ '^pg_' AND oid <> 10",
           "DROP ROLE {0};");
  for_each(*m_administrator, "SELECT quote_ident(spcname) FROM pg_tablespace WHERE spcname !~ '^pg_'",
           "DROP TABLESPACE {0};");
}

std::vector<std::string> SensitivityTrials::subjects() const {
  std::vector<std::string> subjects;
  for (const auto& section : m_empty.catalog.sections()) {
    const catalog::Kind& kind = section->kind();
    if (!kind.compared) continue;
    subjects.push_back(kind.name);
    for (const std::string_view attribute : section->attributes()) {
      if (kind.facts(attribute).compared) subjects.push_back(fmt::format("{}.{}", kind.name, attribute));
    }
  }
  return subjects;
}

}  // namespace plumb::test
