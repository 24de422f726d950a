// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>
#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <cstdio>
#include <cstdlib>
#include <map>

namespace plumb::test {

namespace {

bool skipping_is_failing() {
  const char* value = std::getenv("PLUMB_REQUIRE_ALL");
  return value != nullptr && *value != '\0' && std::string_view(value) != "0";
}

// Database names count up in a program; the server is not shared with another.
std::string next_name() {
  static int count = 0;
  return fmt::format("test_{}", ++count);
}

pg::Connection& administrator(const devdb::Server& server, int major) {
  static std::map<int, std::unique_ptr<pg::Connection>> connections;
  auto& connection = connections[major];
  if (!connection) connection = pg::connect(pg::Target::parse(server.url("postgres")));
  return *connection;
}

}  // namespace

int major_version() {
  const char* value = std::getenv("PLUMB_TEST_MAJOR");
  return value == nullptr || *value == '\0' ? 18 : std::atoi(value);
}

const devdb::Server& server(int major) {
  static std::map<int, devdb::Server> servers;
  if (const auto found = servers.find(major); found != servers.end()) return found->second;
  if (devdb::find_installations(major).empty()) {
    skip(fmt::format("PostgreSQL {} is not installed (scripts/setup {})", major, major));
  }
  return servers.emplace(major, devdb::Server::start({.major = major, .tcp = true})).first->second;
}

void skip(const std::string& reason) {
  if (skipping_is_failing()) {
    fmt::print(stderr, "NOT SKIPPED, as PLUMB_REQUIRE_ALL is set: {}\n", reason);
    std::exit(1);
  }
  fmt::print(stderr, "SKIPPED: {}\n", reason);
  std::exit(125);
}

TestDatabase::TestDatabase(const std::string& source, int major) : m_server(test::server(major)), m_name(next_name()) {
  // FILE_COPY: twice as fast as the default for a database without much in it.
  static_cast<void>(pg::run_or_throw(
      administrator(m_server, major),
      fmt::format("CREATE DATABASE {} TEMPLATE {}{}", m_name, source, major >= 15 ? " STRATEGY FILE_COPY" : "")));
}

TestDatabase::~TestDatabase() {
  // A database that stays behind goes with its server.
  static_cast<void>(administrator(m_server, m_server.installation().major)
                        .run(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", m_name)));
}

Secret TestDatabase::url(const std::string& query) const {
  return Secret(m_server.url(m_name).reveal() + (query.empty() ? "" : "&" + query));
}

Secret TestDatabase::tcp_url(const std::string& query) const {
  return Secret(fmt::format("{}/{}{}{}", m_server.tcp_base(), m_name, query.empty() ? "" : "?", query));
}

std::unique_ptr<pg::Connection> TestDatabase::connect(const Stop& stop) const {
  return pg::connect(target(), {}, stop);
}

}  // namespace plumb::test
