// SPDX-License-Identifier: Apache-2.0
#include "reset_target.hpp"

#include <fmt/format.h>

#include <charconv>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/base/url.hpp>
#include <plumb/pg/endpoint.hpp>
#include <plumb/sql/quote.hpp>

#include "workflow_sql.hpp"

namespace plumb::workflow {

namespace {

constexpr const char* k_admin_database = "postgres";

Secret with_database(const Secret& url, const std::string& name) {
  Url parts = Url::parse(url.reveal());
  auto pairs = parts.query();
  std::erase_if(pairs, [](const auto& pair) { return pair.first == "dbname"; });
  parts.raw_query = Url::encode_query(std::move(pairs));
  parts.path = "/" + name;
  parts.raw_path.clear();
  return Secret(parts.str());
}

void check_name(const std::string& name) {
  if (name.empty()) throw Error("the URL does not name the database that is to be reset");
  for (const char* kept : {"postgres", "template0", "template1"}) {
    if (name == kept) throw Error(fmt::format("{} belongs to PostgreSQL: it is not reset", name));
  }
  for (const char* ours : {"plumb_template_", "plumb_spare_", "plumb_new_", "plumb_old_"}) {
    if (name.starts_with(ours)) throw Error(fmt::format("{} belongs to plumb: it is not reset", name));
  }
}

std::unique_ptr<pg::Connection> connect_admin(const Secret& url, const Runtime& runtime) {
  // What binds the URL to a schema, or sets something, is for the database itself.
  return pg::connect(pg::Target::parse(url), {.application_name = "plumb reset"}, runtime.stop);
}

std::optional<devdb::DevServer> dev_server_at(const std::string& sockets) {
  for (devdb::DevServer& server : devdb::list_dev_servers()) {
    if (server.state != devdb::DevServer::State::stopped && server.socket() == sockets) return std::move(server);
  }
  return std::nullopt;
}

std::string describe(const devdb::DevName& name) {
  return name.project.empty() ? "the server " + go_quote(name.name) : "the server of " + name.project;
}

void check_place(ResetTarget& target, const std::string& i_mean) {
  const pg::Endpoint end = pg::endpoint(*target.admin);
  target.where = end.text();
  if (end.why_elsewhere.empty()) return;
  const std::string exact = fmt::format("{}/{}", end.text(), target.database);
  // A loopback address is everybody's: there the port says which.
  const bool everybodys =
      end.host.starts_with("127.") || end.host.starts_with('/') || end.host == "::1" || end.host == "localhost";
  const std::string without_port = fmt::format("{}/{}", end.host, target.database);
  if (i_mean == exact || (!everybodys && i_mean == without_port)) return;
  throw Error(fmt::format("{} is not reset: its server, {}, is not of this machine: {}", target.database, end.text(),
                          end.why_elsewhere))
      .with_hint(fmt::format("if you mean that one, say --i-mean {}", everybodys ? exact : without_port));
}

struct Answer {
  bool locked = false;
  std::unique_ptr<TextTable> facts;
};

// The lock, then what is there: in this order, in one round trip.
Answer ask(ResetTarget& target, const std::string& lock) {
  pg::Connection& admin = *target.admin;
  const std::vector<pg::Param> name = {target.database};
  admin.send(lock);
  admin.send_sync();
  admin.send(text::reset_facts_sql, name);
  admin.send_sync();
  const pg::Reply locked = admin.receive();
  (void)admin.receive();
  pg::Reply facts = admin.receive();
  (void)admin.receive();
  if (!locked.ok()) throw pg::to_error(locked.error, lock);
  if (!facts.ok()) throw pg::to_error(facts.error, text::reset_facts_sql);
  return {.locked = locked.table->cell(0, 0) != "f", .facts = std::move(facts.table)};
}

}  // namespace

Secret ResetTarget::url_of(const std::string& name) const {
  return with_database(url, name);
}

ResetTarget open_reset_target(const ResetOptions& options, const Runtime& runtime) {
  ResetTarget target;
  if (options.target.url.empty()) {
    devdb::StartedServer started = devdb::start_dev_server(options.server, {}, runtime.stop);
    target.started = started.start == devdb::Start::started;
    target.server = std::move(started.server);
    target.database = devdb::k_dev_database;
    target.url = target.server->socket_url(target.database);
  } else {
    target.url = options.target.url;
    target.database = pg::Target::parse(target.url).database;
  }
  check_name(target.database);
  Url admin = Url::parse(with_database(target.url, k_admin_database).reveal());
  auto pairs = admin.query();
  std::erase_if(pairs, [](const auto& pair) { return pair.first == "search_path"; });
  admin.raw_query = Url::encode_query(std::move(pairs));
  target.admin_url = Secret(admin.str());
  target.admin = connect_admin(target.admin_url, runtime);
  return target;
}

ResetFacts lock_reset_target(ResetTarget& target, const std::string& i_mean, const Runtime& runtime) {
  const std::string key =
      fmt::format("(pg_catalog.hashtextextended({}, 7))", sql::quote_literal("plumb reset " + target.database));
  Answer answer = ask(target, "SELECT pg_catalog.pg_try_advisory_lock" + key);
  if (!answer.locked) {
    if (runtime.say) runtime.say(fmt::format("waiting for another reset of {}", target.database));
    answer = ask(target, "SELECT pg_catalog.pg_advisory_lock" + key);
  }
  if (runtime.stop.requested()) throw Error("interrupted", ErrorCode::interrupted);
  const TextTable& row = *answer.facts;
  if (row.cell(0, 0) == "t") {
    throw Error("the server is a standby in recovery: it takes no writes").with_hint("connect to the primary");
  }
  if (!target.server && !row.is_null(0, 3)) target.server = dev_server_at(std::string(row.cell(0, 3)));
  // A server of ours is one of this machine, whatever the way to it.
  if (!target.server) check_place(target, i_mean);
  if (target.server) target.where = describe(target.server->name);
  ResetFacts facts{
      .role = std::string(row.cell(0, 1)), .settings = std::string(row.cell(0, 2)), .there = row.cell(0, 4) == "t"};
  const std::string_view sessions = row.cell(0, 5);
  std::from_chars(sessions.data(), sessions.data() + sessions.size(), facts.sessions);
  return facts;
}

}  // namespace plumb::workflow
