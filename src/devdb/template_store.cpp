// SPDX-License-Identifier: Apache-2.0
#include <plumb/devdb/template_store.hpp>

#include <fmt/format.h>

#include <charconv>

#include <plumb/base/error.hpp>
#include <plumb/pg/sqlstate.hpp>

#include "devdb_sql.hpp"
#include "quoted.hpp"

namespace plumb::devdb {

namespace {

namespace sqlstate = pg::sqlstate;

void check_key(const std::string& key) {
  const bool fits = key.size() >= 32 && key.size() <= 48;
  if (!fits || key.find_first_not_of("0123456789abcdef") != std::string::npos) {
    throw Error(fmt::format("{} is not the key of a template", key));
  }
}

std::string template_name(const std::string& key) {
  check_key(key);
  return "plumb_template_" + key;
}

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::unique_ptr<TextTable> ask(pg::Connection& connection, const std::string& sql, std::vector<pg::Param> params) {
  connection.send(sql, params);
  connection.send_sync();
  pg::Reply reply = connection.receive();
  (void)connection.receive();
  if (!reply.ok()) throw pg::to_error(reply.error, sql);
  return std::move(reply.table);
}

std::string with_roles(std::string_view query) {
  return fmt::format("WITH roles AS ({}) {}", text::cluster_roles_sql, query);
}

}  // namespace

std::vector<Template> TemplateStore::list() const {
  const auto rows = pg::run_or_throw(m_admin, text::template_list_sql);
  std::vector<Template> out;
  for (std::size_t row = 0; row < rows->rows(); ++row) {
    out.push_back({.key = std::string(rows->cell(row, 0)),
                   .bytes = number(rows->cell(row, 1)),
                   .last_use = number(rows->cell(row, 2))});
  }
  return out;
}

// Of roles the server is asked only where there were any: that costs a cold session more than all the rest.
std::optional<FoundTemplate> TemplateStore::longest(const std::vector<std::string>& keys) const {
  const std::string array = fmt::format("{{{}}}", fmt::join(keys, ","));
  const auto rows = ask(m_admin, std::string(text::template_longest_sql), {array});
  for (std::size_t row = 0; row < rows->rows(); ++row) {
    const std::string roles(rows->cell(row, 2));
    const bool hold = roles == "[]" || ask(m_admin, with_roles(text::template_roles_sql), {roles})->cell(0, 0) == "t";
    if (hold) return FoundTemplate{.at = number(rows->cell(row, 0)) - 1, .has_spare = rows->cell(row, 1) == "t"};
  }
  return std::nullopt;
}

std::optional<std::string> TemplateStore::newest() const {
  const auto rows = pg::run_or_throw(m_admin, text::template_newest_sql);
  return rows->rows() == 0 ? std::nullopt : std::optional<std::string>(rows->cell(0, 0));
}

std::unique_ptr<UnfinishedDatabase> TemplateStore::copy(const std::string& key) {
  const std::string from = template_name(key);
  std::unique_ptr<UnfinishedDatabase> out;
  try {
    out = std::make_unique<UnfinishedDatabase>(m_admin, from);
  } catch (const Error& error) {
    if (error.sqlstate() == sqlstate::k_invalid_catalog_name) return nullptr;
    throw;
  }
  copy_properties(from, out->name());
  return out;
}

void TemplateStore::copy_properties(const std::string& from, const std::string& to) {
  const auto rows = ask(m_admin, std::string(text::database_properties_sql), {from, to});
  std::string statements;
  for (std::size_t row = 0; row < rows->rows(); ++row) statements += fmt::format("{};\n", rows->cell(row, 0));
  if (!statements.empty()) (void)pg::run_or_throw(m_admin, statements);
}

// What is there under the key may have been made with other roles, or by another process a moment ago: ours is as good.
void TemplateStore::keep(const std::string& key, const std::string& database) {
  const std::string name = template_name(key);
  UnfinishedDatabase copy(m_admin, database);
  copy_properties(database, copy.name());
  const auto comment = ask(m_admin, with_roles(text::template_comment_sql), {database});
  if (comment->rows() == 0) return;
  // One transaction, so that a template is whole or not there. IS_TEMPLATE would let everybody copy it who may create
  // databases; its owner may anyway.
  const std::string finish = fmt::format(
      "ALTER DATABASE {0} ALLOW_CONNECTIONS false; COMMENT ON DATABASE {0} IS {1};"
      "ALTER DATABASE {0} RENAME TO {2}",
      copy.name(), literal(comment->cell(0, 0)), name);
  pg::Reply reply = m_admin.run(finish);
  if (!reply.ok() && pg::is_duplicate_database(reply.error)) {
    if (m_admin.run("DROP DATABASE IF EXISTS " + name).ok()) reply = m_admin.run(finish);
  }
  if (reply.ok()) {
    copy.give_away();
  } else if (!pg::is_duplicate_database(reply.error)) {
    throw pg::to_error(reply.error, finish);
  }
}

// A template that another process dropped just now has no use to be counted.
void TemplateStore::count_use(const std::string& key) {
  const std::string name = template_name(key);
  const auto comment = ask(m_admin, std::string(text::template_use_sql), {name});
  if (comment->rows() == 0) return;
  (void)m_admin.run(fmt::format("COMMENT ON DATABASE {} IS {}", name, literal(comment->cell(0, 0))));
}

int TemplateStore::evict(const TemplateLimits& limits) {
  const std::vector<Template> all = list();
  std::size_t left = all.size();
  std::uint64_t bytes = 0;
  for (const Template& one : all) bytes += one.bytes;
  int dropped = 0;
  for (const Template& one : all) {
    if (left <= limits.number && bytes <= limits.bytes) break;
    const std::string name = template_name(one.key);
    // One that is being copied is in use, and stays; one that is gone is gone.
    const pg::Reply reply = m_admin.run(fmt::format("DROP DATABASE {}", name));
    if (!reply.ok() && reply.error.sqlstate != sqlstate::k_object_in_use &&
        reply.error.sqlstate != sqlstate::k_invalid_catalog_name) {
      throw pg::to_error(reply.error, "DROP DATABASE");
    }
    if (reply.ok()) ++dropped;
    --left;
    bytes -= one.bytes;
  }
  return dropped;
}

std::string TemplateStore::spare_name(const std::string& key) {
  check_key(key);
  return "plumb_spare_" + key;
}

void TemplateStore::make_spare(const std::string& key) {
  const std::string name = spare_name(key);
  if (ask(m_admin, "SELECT FROM pg_catalog.pg_database WHERE datname = $1", {name})->rows() > 0) return;
  const std::unique_ptr<UnfinishedDatabase> made = copy(key);
  if (!made) return;
  const pg::Reply reply = m_admin.run(
      fmt::format("ALTER DATABASE {0} ALLOW_CONNECTIONS false; ALTER DATABASE {0} RENAME TO {1}", made->name(), name));
  if (reply.ok()) {
    made->give_away();
  } else if (!pg::is_duplicate_database(reply.error)) {
    throw pg::to_error(reply.error, "ALTER DATABASE");
  }
}

std::unique_ptr<UnfinishedDatabase> TemplateStore::take_spare(const std::string& key) {
  return UnfinishedDatabase::take(m_admin, spare_name(key));
}

int TemplateStore::drop_spares(const std::string& but) {
  const auto rows = ask(m_admin,
                        "SELECT datname FROM pg_catalog.pg_database WHERE datname ~ '^plumb_spare_[0-9a-f]{32,48}$' "
                        "AND NOT datallowconn AND datname <> $1",
                        {but.empty() ? but : spare_name(but)});
  int dropped = 0;
  for (std::size_t row = 0; row < rows->rows(); ++row) {
    // One that a reset takes at this moment has another name.
    if (m_admin.run(fmt::format("DROP DATABASE {}", quoted(rows->cell(row, 0)))).ok()) ++dropped;
  }
  return dropped;
}

}  // namespace plumb::devdb
