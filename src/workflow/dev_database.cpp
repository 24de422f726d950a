// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "dev_database.hpp"

#include <algorithm>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/sql/quote.hpp>

#include "docker_url.hpp"
#include "workflow_sql.hpp"

namespace plumb::workflow {

namespace {

std::unique_ptr<pg::Connection> connect_to(const pg::Target& target, const Runtime& runtime) {
  pg::ConnectResult connected = pg::try_connect(target, {}, runtime.stop);
  if (!connected.connection) throw Error("postgres: scanning system variables: " + connected.atlas_text);
  return std::move(connected.connection);
}

std::unique_ptr<TextTable> ask(pg::Connection& connection, std::string_view sql, std::vector<pg::Param> params = {}) {
  connection.send(sql, params);
  connection.send_sync();
  pg::Reply reply = connection.receive();
  while (connection.outstanding() > 0) (void)connection.receive();
  if (!reply.ok()) throw pg::to_error(reply.error, sql);
  return std::move(reply.table);
}

}  // namespace

// Here everything that plumb needs of a server is there without Docker; that is only asked where no server of that
// version is installed.
void DevDatabase::open_docker(const DockerUrl& docker, const Runtime& runtime) {
  m_schema = docker.search_path;
  std::function<Secret(const std::string&)> url;
  if (devdb::find_installations(docker.major).empty() && devdb::has_docker()) {
    if (runtime.say) runtime.say(fmt::format("the dev database is a container of postgres:{}", docker.tag));
    m_container.emplace(devdb::Container::start(docker.tag, runtime.stop));
    url = [this](const std::string& database) { return m_container->url(database); };
  } else {
    m_server.emplace(devdb::Server::start({.major = docker.major}, runtime.stop));
    if (runtime.say) {
      runtime.say(fmt::format("the dev database is a private PostgreSQL {} of this machine, not a container",
                              m_server->installation().version));
    }
    url = [this](const std::string& database) { return m_server->url(database); };
  }
  if (docker.database != "postgres") {
    const auto admin = connect_to(pg::Target::parse(url("postgres")), runtime);
    (void)pg::run_or_throw(*admin, "CREATE DATABASE " + sql::quote_identifier(docker.database));
  }
  m_connection = connect_to(pg::Target::parse(url(docker.database)), runtime);
  if (!docker.search_path.empty()) {
    (void)pg::run_or_throw(*m_connection, "SET search_path TO " + sql::quote_identifier(docker.search_path));
  }
}

DevDatabase DevDatabase::open(const Secret& url, const Runtime& runtime) {
  DevDatabase out;
  if (url.reveal().starts_with("docker:")) {
    out.open_docker(parse_docker_url(url.reveal()), runtime);
    return out;
  }
  const pg::Target target = pg::Target::parse(url);
  out.m_schema = target.search_path;
  out.m_connection = connect_to(target, runtime);
  return out;
}

void DevDatabase::take_snapshot() {
  const auto dirty = [](const std::string& why) {
    throw Error("sql/migrate: taking database snapshot: sql/migrate: connected database is not clean: " + why);
  };
  const auto schemas = ask(*m_connection, text::dev_schemas_sql);
  bool found = false;
  for (std::size_t row = 0; row < schemas->rows(); ++row) {
    const std::string name(schemas->cell(row, 0));
    const std::string table(schemas->cell(row, 1));
    if (!m_schema.empty()) {
      if (name != m_schema) continue;
      found = true;
      if (!table.empty()) dirty(fmt::format("found table {} in connected schema", go_quote(table)));
    } else if (name != "public") {
      dirty("found schema " + go_quote(name));
    } else if (!table.empty()) {
      dirty(fmt::format("found table {} in schema \"public\"", go_quote(table)));
    } else {
      found = true;
    }
  }
  if (!m_schema.empty() && !found) {
    throw Error(
        fmt::format("sql/migrate: taking database snapshot: postgres: schema {} was not found", go_quote(m_schema)));
  }
  m_had_schema = found;
  m_objects = ask(*m_connection, text::dev_objects_sql, {kept_schema()})->cell(0, 0);
}

std::string DevDatabase::kept_schema() const {
  return m_schema.empty() ? "public" : m_schema;
}

void DevDatabase::restore() {
  if (m_server || m_container) return;
  // The files may have changed the session: roles, search_path, an open transaction.
  if (m_connection->transaction_status() != pg::TransactionStatus::idle) (void)m_connection->run("ROLLBACK");
  (void)pg::run_or_throw(*m_connection, "RESET ROLE");
  // Atlas drops and makes `public` anew, and so takes its owner and its grants away; here it is only emptied.
  std::vector<std::string> statements;
  if (m_schema.empty()) {
    const auto schemas = ask(*m_connection, text::dev_schemas_sql);
    for (std::size_t row = 0; row < schemas->rows(); ++row) {
      const std::string name(schemas->cell(row, 0));
      if (name == "public" && m_had_schema) continue;
      statements.push_back(fmt::format("DROP SCHEMA {} CASCADE", sql::quote_identifier(name)));
    }
  }
  const auto drops = ask(*m_connection, text::dev_drops_sql, {kept_schema(), m_objects});
  for (std::size_t row = 0; row < drops->rows(); ++row) statements.emplace_back(drops->cell(row, 0));
  for (const std::string& statement : statements) (void)pg::run_or_throw(*m_connection, statement);
}

}  // namespace plumb::workflow
