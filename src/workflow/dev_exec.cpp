// SPDX-License-Identifier: Apache-2.0
// A database for one command. Whose it is stands in its comment, and that its maker lives is told by an advisory lock
// on its name in the database "postgres": so what a killed plumb left can be told from what another one uses.
#include <fmt/format.h>
#include <sys/random.h>

#include <cstdint>

#include <plumb/base/error.hpp>
#include <plumb/devdb/attached_command.hpp>
#include <plumb/devdb/server.hpp>
#include <plumb/devdb/template_store.hpp>
#include <plumb/devdb/unfinished_database.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/sql/quote.hpp>
#include <plumb/workflow/dev.hpp>

#include "dev_variables.hpp"
#include "workflow_sql.hpp"

namespace plumb::workflow {

namespace {

// ON DISK: other versions of plumb drop what has it.
constexpr std::string_view k_mark = "made by plumb dev exec";

std::unique_ptr<pg::Connection> connect_to(const Secret& url, const Stop& stop) {
  return pg::connect(pg::Target::parse(url), {.application_name = "plumb dev exec"}, stop);
}

int drop_left_databases(pg::Connection& admin) {
  const std::vector<pg::Param> mark = {std::string(k_mark)};
  admin.send(text::dev_exec_databases_sql, mark);
  admin.send_sync();
  const pg::Reply reply = admin.receive();
  (void)admin.receive();
  if (!reply.ok()) throw pg::to_error(reply.error, text::dev_exec_databases_sql);
  for (std::size_t row = 0; row < reply.table->rows(); ++row) {
    // Another plumb may have been faster.
    (void)admin.run(
        fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", sql::quote_identifier(reply.table->cell(row, 0))));
  }
  (void)pg::run_or_throw(admin, "SELECT pg_catalog.pg_advisory_unlock_all()");
  return static_cast<int>(reply.table->rows());
}

// The database of one command, from its making to its end.
class OwnDatabase {
 public:
  OwnDatabase(pg::Connection& admin, const std::string& source) : m_admin(admin) {
    std::uint64_t random = 0;
    if (::getrandom(&random, sizeof random, 0) != sizeof random) throw Error("no random numbers for a name");
    m_name = fmt::format("exec_{:016x}", random);
    (void)pg::run_or_throw(m_admin,
                           fmt::format("SELECT pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended({}, 7))",
                                       sql::quote_literal(m_name)));
    // It gets its name and its comment together, so that a kill leaves nothing that is nobody's.
    devdb::UnfinishedDatabase made(m_admin, source.empty() ? "template0" : source);
    (void)pg::run_or_throw(m_admin, fmt::format("ALTER DATABASE {} RENAME TO {}; COMMENT ON DATABASE {} IS {}",
                                                made.name(), m_name, m_name, sql::quote_literal(k_mark)));
    made.give_away();
  }
  // What cannot be dropped now is dropped by the next one, for the lock ends with our session.
  ~OwnDatabase() {
    try {
      (void)m_admin.run(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", sql::quote_identifier(m_name)));
    } catch (const std::exception&) {
    }
  }
  OwnDatabase(const OwnDatabase&) = delete;
  OwnDatabase& operator=(const OwnDatabase&) = delete;

  [[nodiscard]] const std::string& name() const { return m_name; }

 private:
  pg::Connection& m_admin;
  std::string m_name;
};

int run_on(const Secret& admin_url, const std::function<Secret(const std::string&)>& url, const DevExecOptions& options,
           const Runtime& runtime) {
  const auto admin = connect_to(admin_url, runtime.stop);
  (void)drop_left_databases(*admin);
  (void)devdb::drop_left_databases(*admin);
  const OwnDatabase database(*admin, options.template_db);
  return devdb::run_attached(options.command, database_variables(url(database.name())));
}

}  // namespace

DevPruned dev_prune(devdb::PruneScope scope, const Runtime& runtime) {
  DevPruned out;
  for (const devdb::DevServer& server : devdb::list_dev_servers()) {
    if (server.state != devdb::DevServer::State::up) continue;
    const std::uint64_t before = devdb::bytes_on_disk(server);
    const auto admin = connect_to(server.socket_url("postgres"), runtime.stop);
    out.databases += drop_left_databases(*admin) + devdb::drop_left_databases(*admin);
    const bool all = scope == devdb::PruneScope::all;
    devdb::TemplateStore store(*admin);
    if (all) out.databases += store.drop_spares();
    out.databases += store.evict(all ? devdb::TemplateLimits{.number = 0} : devdb::TemplateLimits());
    const std::uint64_t after = devdb::bytes_on_disk(server);
    if (before > after) out.bytes += before - after;
  }
  out.bytes += devdb::prune(scope);
  return out;
}

int dev_exec(const DevExecOptions& options, const Runtime& runtime) {
  if (options.command.empty()) {
    throw Error("which command? plumb dev exec -- COMMAND…", ErrorCode::usage);
  }
  if (const auto server = devdb::find_dev_server(options.name);
      server && server->state == devdb::DevServer::State::up) {
    if (options.major != 0 && options.major != server->installation.major) {
      throw Error(
          fmt::format("the server that is up is PostgreSQL {}, not {}", server->installation.major, options.major))
          .with_hint("use another --name for a server of the command's own");
    }
    return run_on(
        server->socket_url("postgres"), [&](const std::string& name) { return server->url(name); }, options, runtime);
  }
  if (!options.template_db.empty()) (void)dev_server_that_is_up(options.name);
  const auto server = devdb::Server::start({.major = options.major}, runtime.stop);
  return run_on(
      server.url("postgres"), [&](const std::string& name) { return server.url(name); }, options, runtime);
}

}  // namespace plumb::workflow
