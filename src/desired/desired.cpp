// SPDX-License-Identifier: Apache-2.0
#include <plumb/desired/desired.hpp>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/url.hpp>
#include <plumb/devdb/server.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/pg/sqlstate.hpp>
#include <plumb/sql/quote.hpp>

#include <plumb/desired/run_script.hpp>

namespace plumb::desired {
namespace {

constexpr std::string_view k_superuser = "postgres";
// Runs the files where they make the role of the migrations themselves.
constexpr std::string_view k_stand_in = "plumb_migrations";

// The schema that a URL is bound to; "" for public, which every database has, and for a list, which Atlas does not bind
// to.
std::string bound_schema(const std::string& search_path) {
  const bool list = search_path.find(',') != std::string::npos;
  return list || search_path == "public" ? "" : search_path;
}

class Replay {
 public:
  Replay(const Request& request, const Stop& stop)
      : m_request(request), m_stop(stop), m_server(devdb::Server::start({.major = request.major}, stop)) {
    m_role = request.run_as.empty() ? std::string(k_superuser) : request.run_as;
    const bool is_template = request.database == "template0" || request.database == "template1";
    m_database = request.database.empty() || is_template ? "plumb_desired" : request.database;
  }

  inspect::Snapshot run() {
    make_database();
    run_scripts();
    inspect::ReadOptions options = m_request.read;
    options.migration_role = m_role;
    options.roles = inspect::Roles::all;
    options.revisions_query.clear();
    options.second = nullptr;  // it would lead to the live database
    // A session of its own, for the scripts may have changed theirs.
    const auto connection = connect(m_database, k_superuser);
    make_plain(*connection);
    inspect::Snapshot out = inspect::read(*connection, options);
    if (m_request.visit) m_request.visit(*connection, out);
    return out;
  }

 private:
  std::unique_ptr<pg::Connection> connect(const std::string& database, std::string_view role) const {
    Url url = Url::parse(m_server.url(database).reveal());
    url.user = Url::UserInfo{.name = std::string(role), .password = std::nullopt};
    return pg::connect(pg::Target::parse(Secret(url.str())), {}, m_stop);
  }

  void make_database() const {
    const auto connection = pg::connect(pg::Target::parse(m_server.url("postgres")), {}, m_stop);
    const std::string role = sql::quote_identifier(m_role);
    const std::string_view rights = m_request.run_rights == RunRights::superuser ? "SUPERUSER" : "CREATEROLE";
    if (m_role != k_superuser) pg::run_or_throw(*connection, fmt::format("CREATE ROLE {} {} LOGIN", role, rights));
    if (m_database == "postgres") return;
    pg::run_or_throw(*connection, fmt::format("CREATE DATABASE {} OWNER {} TEMPLATE template0",
                                              sql::quote_identifier(m_database), role));
  }

  // The role was a superuser to run whatever the files have. It is none when the catalog is read: that would be a fact
  // of this server, and the contract judges owners by it.
  void make_plain(pg::Connection& connection) const {
    if (m_role == k_superuser) return;
    pg::run_or_throw(connection, fmt::format("ALTER ROLE {} NOSUPERUSER", sql::quote_identifier(m_role)));
  }

  void run_scripts() const {
    const auto connection = connect(m_database, m_role);
    if (const std::string schema = bound_schema(m_request.search_path); !schema.empty()) {
      pg::run_or_throw(*connection, "CREATE SCHEMA IF NOT EXISTS " + sql::quote_identifier(schema));
    }
    if (!m_request.search_path.empty()) {
      pg::run_or_throw(*connection, fmt::format("SELECT pg_catalog.set_config('search_path', {}, false)",
                                                sql::quote_literal(m_request.search_path)));
    }
    for (const Script& script : m_request.scripts) run_script(*connection, script);
  }

  const Request& m_request;
  const Stop& m_stop;
  devdb::Server m_server;
  std::string m_role;
  std::string m_database;
};

}  // namespace

void exclude_bound_schema(catalog::Scope& scope, const std::string& search_path) {
  const std::string schema = bound_schema(search_path);
  if (!schema.empty()) scope.exclusions.push_back({"schema", {schema}, catalog::Scope::Reach::itself});
}

inspect::Snapshot load(const Request& request, const Stop& stop) {
  try {
    return Replay(request, stop).run();
  } catch (const Error& error) {
    if (error.sqlstate() != pg::sqlstate::k_duplicate_object || request.run_as.empty()) throw;
  }
  // The files may make that very role, unaware that it is there already because it runs them. Any other duplicate fails
  // again.
  Request by_stand_in = request;
  by_stand_in.run_as = k_stand_in;
  return Replay(by_stand_in, stop).run();
}

}  // namespace plumb::desired
