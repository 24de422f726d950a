// SPDX-License-Identifier: Apache-2.0
// TLS, Kerberos and LDAP still work where libpq's libraries are loaded on demand (scripts/cmake/PlumbLibpq.cmake): each
// is called into here.
#include <fmt/format.h>
#include <unistd.h>
#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include <plumb/base/files.hpp>

using namespace plumb;
using test::TestDatabase;

namespace {

pg::ConnectResult try_url(const Secret& url) {
  return pg::try_connect(pg::Target::parse(url));
}

std::string cell(pg::Connection& connection, const std::string& sql) {
  return std::string(pg::run_or_throw(connection, sql)->cell(0, 0));
}

// Gives the test server a certificate for 127.0.0.1 that it has signed itself; returns the path of it. The openssl
// program runs as the server's user, who must own the key.
std::string switch_tls_on(const TestDatabase& database) {
  const auto admin = database.connect();
  static_cast<void>(pg::run_or_throw(
      *admin,
      "COPY (SELECT 1) TO PROGRAM 'cat >/dev/null; openssl req -new -x509 -nodes -days 2 -subj /CN=127.0.0.1 -addext "
      "subjectAltName=IP:127.0.0.1 -newkey rsa:2048 -keyout server.key -out server.crt 2>/dev/null && chmod 600 "
      "server.key'"));
  static_cast<void>(pg::run_or_throw(*admin, "ALTER SYSTEM SET ssl = on"));
  static_cast<void>(pg::run_or_throw(*admin, "SELECT pg_reload_conf()"));
  while (cell(*database.connect(), "SHOW ssl") != "on") std::this_thread::yield();
  return cell(*admin, "SHOW data_directory") + "/server.crt";
}

}  // namespace

TEST_CASE("TLS: asked for, preferred, checked") {
  if (::access("/usr/bin/openssl", X_OK) != 0) test::skip("the program openssl is not installed");
  const TestDatabase database;
  const std::string certificate = switch_tls_on(database);
  const std::string encrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
  for (const char* query : {"sslmode=require", ""}) {
    const auto result = try_url(database.tcp_url(query));
    INFO(result.error.message);
    REQUIRE(result.connection);
    CHECK(cell(*result.connection, encrypted) == "t");
    CHECK(cell(*result.connection, "SELECT sum(length(repeat('x', 1000))) FROM generate_series(1, 1000)") == "1000000");
  }
  CHECK(cell(*pg::connect(pg::Target::parse(database.tcp_url("sslmode=disable"))), encrypted) == "f");

  const auto unknown = try_url(database.tcp_url("sslmode=verify-full&sslrootcert=/nonexistent"));
  CHECK_FALSE(unknown.connection);
  CHECK(unknown.error.hint == "check sslmode, sslrootcert and the server's certificate");
  CHECK(unknown.error.message.find("root certificate file \"/nonexistent\" does not exist") != std::string::npos);
  const auto verified = try_url(database.tcp_url("sslmode=verify-full&sslrootcert=" + certificate));
  INFO(verified.error.message);
  CHECK(verified.connection != nullptr);

  // A Stop goes out on a connection of its own, which must find its way, too.
  Stop stop;
  const auto connection = pg::connect(pg::Target::parse(database.tcp_url("sslmode=require")), {}, stop);
  std::thread user([&] {
    const auto watcher = database.connect();
    while (cell(*watcher,
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'") ==
           "0") {
      std::this_thread::yield();
    }
    stop.request();
  });
  CHECK(connection->run("SELECT pg_sleep(3600)").error.sqlstate == "57014");
  user.join();
}

TEST_CASE("Kerberos: without credentials it says so") {
  const TestDatabase database;
  ::setenv("KRB5CCNAME", "FILE:/nonexistent", 1);
  const auto result = try_url(database.tcp_url("gssencmode=require"));
  ::unsetenv("KRB5CCNAME");
  CHECK_FALSE(result.connection);
  CHECK(result.error.message.find("GSSAPI encryption required but was impossible") != std::string::npos);
}

TEST_CASE("LDAP: a service that is looked up there, but nobody answers") {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("plumb-service-{}", ::getpid());
  std::filesystem::create_directories(folder);
  write_file((folder / "services").string(),
             "[s]\nldap://127.0.0.1:1/dc=x?description?one?(cn=s)\nhost=127.0.0.1\nport=1\n");
  ::setenv("PGSERVICEFILE", (folder / "services").c_str(), 1);
  const auto result = try_url(Secret("postgres:///d?service=s"));
  ::unsetenv("PGSERVICEFILE");
  std::filesystem::remove_all(folder);
  CHECK_FALSE(result.connection);
  // The lookup fails, and libpq goes on with the lines after it.
  CHECK(result.atlas_text == "dial tcp 127.0.0.1:1: connect: connection refused");
}
