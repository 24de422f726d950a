// SPDX-License-Identifier: Apache-2.0
// Opening sessions on a real server: what of a URL reaches it, and what is said when it will not have us.
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <thread>

using namespace plumb;
using test::TestDatabase;

namespace {

pg::ConnectResult failure(const std::string& url) {
  pg::ConnectResult result = pg::try_connect(pg::Target::parse(Secret(url)));
  CHECK(result.connection == nullptr);
  return result;
}

std::string people_text(const std::string& url) {
  try {
    static_cast<void>(pg::connect(pg::Target::parse(Secret(url))));
  } catch (const Error& error) {
    return describe(error);
  }
  return "connected";
}

std::string show(pg::Connection& connection, const std::string& setting) {
  return std::string(pg::run_or_throw(connection, "SHOW " + setting)->cell(0, 0));
}

// "postgres://USER@127.0.0.1:PORT/DATABASE" without the user that TestDatabase has in it.
std::string url_as(const TestDatabase& database, const std::string& user) {
  const std::string url = database.tcp_url().reveal();
  return "postgres://" + user + url.substr(url.find('@'));
}

}  // namespace

TEST_CASE("what the URL says reaches the server") {
  const TestDatabase database;
  const auto connection = pg::connect(pg::Target::parse(
      database.tcp_url("search_path=%22a%5Cb%20c%22,public&work_mem=7MB&work_mem=9MB&application_name=me")));
  CHECK(show(*connection, "search_path") == "\"a\\b c\",public");
  CHECK(show(*connection, "work_mem") == "7MB");
  CHECK(show(*connection, "application_name") == "me");
  CHECK(show(*connection, "client_encoding") == "UTF8");
  CHECK(show(*database.connect(), "application_name") == "plumb");
}

TEST_CASE("DateStyle is what lib/pq sets, whatever the database has") {
  const TestDatabase database;
  static_cast<void>(
      database.connect()->run(fmt::format("ALTER DATABASE {} SET datestyle = 'German, DMY'", database.name())));
  CHECK(show(*database.connect(), "datestyle") == "ISO, MDY");
}

TEST_CASE("what the server says at the start comes with its SQLSTATE") {
  const TestDatabase database;
  const std::string base = database.tcp_url().reveal().substr(0, database.tcp_url().reveal().rfind('/'));
  const auto missing = failure(base + "/nosuch");
  CHECK(missing.atlas_text == "pq: database \"nosuch\" does not exist (3D000)");
  CHECK(missing.error.sqlstate == "3D000");
  CHECK(failure(database.tcp_url("foo=bar").reveal()).atlas_text ==
        "pq: unrecognized configuration parameter \"foo\" (42704)");
  CHECK(failure(url_as(database, "nobody_knows")).atlas_text == "pq: role \"nobody_knows\" does not exist (28000)");
  CHECK(failure(database.tcp_url("sslmode=require").reveal()).atlas_text == "pq: SSL is not enabled on the server");
  const std::string text = people_text(base + "/nosuch");
  CHECK(text == fmt::format("cannot connect to {}: database \"nosuch\" does not exist (3D000)\n"
                            "HINT: create it (CREATE DATABASE), or correct the name in the URL",
                            base.substr(base.find('@') + 1)));
}

TEST_CASE("no more connections than the role may have") {
  const TestDatabase database;
  const auto admin = database.connect();
  static_cast<void>(admin->run("CREATE ROLE limited LOGIN CONNECTION LIMIT 0"));
  const auto result = failure(url_as(database, "limited"));
  static_cast<void>(admin->run("DROP ROLE limited"));
  CHECK(result.error.sqlstate == "53300");
  CHECK(result.error.hint == "close sessions that are not needed, or raise max_connections on the server");
}

TEST_CASE("a password is asked for, checked, and never shown") {
  // The server of the tests trusts everybody: one line above the others changes that for one role.
  const TestDatabase database;
  const auto admin = database.connect();
  static_cast<void>(admin->run("CREATE ROLE guarded LOGIN PASSWORD 'right-secret'"));
  static_cast<void>(admin->run("CREATE TEMP TABLE hba (line text)"));
  const std::string file(pg::run_or_throw(*admin, "SHOW hba_file")->cell(0, 0));
  const std::string before(pg::run_or_throw(*admin, "SELECT pg_read_file(current_setting('hba_file'))")->cell(0, 0));
  REQUIRE(admin
              ->run(fmt::format("INSERT INTO hba VALUES ('host all guarded 127.0.0.1/32 scram-sha-256'), "
                                "('host all all 127.0.0.1/32 trust'), ('local all all trust'); "
                                "COPY hba TO '{}'; SELECT pg_reload_conf()",
                                file))
              .ok());
  // The reload is a signal: done when the server shows the new rule.
  const auto rules = [&] { return pg::run_or_throw(*admin, "SELECT user_name[1] FROM pg_hba_file_rules LIMIT 1"); };
  while (rules()->cell(0, 0) != "guarded") std::this_thread::yield();

  pg::ConnectResult wrong = failure(url_as(database, "guarded:wr0ng-secret"));
  while (wrong.connection) wrong = failure(url_as(database, "guarded:wr0ng-secret"));
  CHECK(wrong.atlas_text == "pq: password authentication failed for user \"guarded\" (28P01)");
  CHECK(wrong.error.sqlstate == "28P01");
  const std::string text = people_text(url_as(database, "guarded:wr0ng-secret"));
  CHECK(text.find("check the user and the password") != std::string::npos);
  CHECK(text.find("wr0ng") == std::string::npos);
  const auto right = pg::try_connect(pg::Target::parse(Secret(url_as(database, "guarded:right-secret"))));
  CHECK(right.connection != nullptr);
  const auto none = failure(url_as(database, "guarded"));
  CHECK(none.atlas_text.find("password") != std::string::npos);
  static_cast<void>(
      admin->run(fmt::format("TRUNCATE hba; INSERT INTO hba VALUES ('host all all 127.0.0.1/32 trust'), "
                             "('local all all trust'); COPY hba TO '{}'; SELECT pg_reload_conf()",
                             file)));
}

TEST_CASE("who listens but does not answer is given up on") {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(::listen(listener, 1) == 0);
  REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  const std::string place = fmt::format("127.0.0.1:{}", ntohs(address.sin_port));
  SECTION("after connect_timeout") {
    const auto result = failure(fmt::format("postgres://u@{}/d?connect_timeout=1", place));
    CHECK(result.atlas_text == fmt::format("dial tcp {}: i/o timeout", place));
    CHECK(result.error.message == fmt::format("cannot connect to {}: no answer within 1 s", place));
  }
  SECTION("when a Stop is requested") {
    Stop stop;
    stop.request();
    try {
      static_cast<void>(pg::connect(pg::Target::parse(Secret(fmt::format("postgres://u@{}/d", place))), {}, stop));
      FAIL("connected");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::interrupted);
    }
  }
  ::close(listener);
}

TEST_CASE("nobody listens") {
  CHECK(failure("postgres://u@127.0.0.1:1/d").atlas_text == "dial tcp 127.0.0.1:1: connect: connection refused");
  CHECK(failure("postgres://u@/d?host=/nowhere&port=7").atlas_text ==
        "dial unix /nowhere/.s.PGSQL.7: connect: no such file or directory");
  CHECK(people_text("postgres://u:topsecret@127.0.0.1:1/d") ==
        "cannot connect to 127.0.0.1:1: connection refused\n"
        "HINT: is a server running there, and does it listen on this address and port?");
}
