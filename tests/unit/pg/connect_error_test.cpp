// SPDX-License-Identifier: Apache-2.0
// libpq's texts, as 15 to 17 give them, in people's and in Atlas's words.
#include "../../../src/pg/connect_error.hpp"

#include <support/catch.hpp>

using namespace plumb;
using pg::explain_failure;

namespace {

constexpr std::string_view k_refused =
    "connection to server at \"127.0.0.1\", port 1 failed: Connection refused\n"
    "\tIs the server running on that host and accepting TCP/IP connections?\n";

}  // namespace

TEST_CASE("an address that refuses") {
  const auto result = explain_failure(k_refused, "127.0.0.1:1");
  CHECK(result.atlas_text == "dial tcp 127.0.0.1:1: connect: connection refused");
  CHECK(result.error.message == "cannot connect to 127.0.0.1:1: connection refused");
  CHECK(result.error.hint == "is a server running there, and does it listen on this address and port?");
  CHECK(result.error.sqlstate.empty());
  CHECK(result.error.connection_lost);
}

TEST_CASE("an IPv6 address is in brackets, and of several the first counts") {
  const auto result = explain_failure(
      "connection to server at \"localhost\" (::1), port 5432 failed: Connection refused\n"
      "\tIs the server running on that host and accepting TCP/IP connections?\n"
      "connection to server at \"localhost\" (127.0.0.1), port 5432 failed: No route to host\n"
      "\tIs the server running on that host and accepting TCP/IP connections?\n",
      "localhost:5432");
  CHECK(result.atlas_text == "dial tcp [::1]:5432: connect: connection refused");
}

TEST_CASE("what a server said counts before what an address refused") {
  const auto result = explain_failure(
      "connection to server at \"localhost\" (::1), port 5432 failed: Connection refused\n"
      "\tIs the server running on that host and accepting TCP/IP connections?\n"
      "connection to server at \"localhost\" (127.0.0.1), port 5432 failed: FATAL:  3D000: database \"x\" does not "
      "exist\n"
      "LOCATION:  InitPostgres, postinit.c:1016\n",
      "localhost:5432");
  CHECK(result.atlas_text == "pq: database \"x\" does not exist (3D000)");
  CHECK(result.error.severity == "FATAL");
  CHECK(result.error.message == "database \"x\" does not exist");
  CHECK(result.error.sqlstate == "3D000");
}

TEST_CASE("the attempt without TLS that follows a failed one with TLS is not what is told") {
  const auto result = explain_failure(
      "connection to server at \"db\" (10.0.0.1), port 5432 failed: FATAL:  28P01: password authentication failed for "
      "user \"u\"\n"
      "LOCATION:  auth_failed, auth.c:326\n"
      "connection to server at \"db\" (10.0.0.1), port 5432 failed: FATAL:  28000: no pg_hba.conf entry for host "
      "\"10.0.0.2\", "
      "user \"u\", database \"d\", no encryption\n"
      "LOCATION:  ClientAuthentication, auth.c:535\n",
      "db:5432");
  CHECK(result.atlas_text == "pq: password authentication failed for user \"u\" (28P01)");
}

TEST_CASE("a server in another language, with detail and hint") {
  const auto result = explain_failure(
      "connection to server at \"127.0.0.1\", port 5432 failed: SCHWERWIEGEND:  42501: keine Berechtigung\n"
      "DETAIL:  Einzelheiten,\nin zwei Zeilen\nHINT:  ein Tipp\nLOCATION:  CheckMyDatabase, postinit.c:352\n",
      "127.0.0.1:5432");
  CHECK(result.error.sqlstate == "42501");
  CHECK(result.error.message == "keine Berechtigung");
  CHECK(result.error.detail == "Einzelheiten,\nin zwei Zeilen");
  CHECK(result.error.hint == "ein Tipp");
}

TEST_CASE("advice where the server gives none") {
  const auto hint = [](std::string_view message) {
    return explain_failure(
               fmt::format("connection to server at \"h\" (10.0.0.1), port 5 failed: FATAL:  {}\n", message), "h:5")
        .error.hint;
  };
  CHECK(hint("28P01: password authentication failed for user \"u\"").find("PGPASSWORD") != std::string::npos);
  CHECK(hint("53300: sorry, too many clients already").find("max_connections") != std::string::npos);
  CHECK(hint("57P03: the database system is starting up").find("try again") != std::string::npos);
  CHECK(hint("28000: no pg_hba.conf entry for host \"a\", user \"u\", database \"d\", no encryption")
            .find("sslmode=require") != std::string::npos);
  CHECK(hint("XX000: something else").empty());
}

TEST_CASE("failures that no server spoke of") {
  CHECK(explain_failure("could not translate host name \"nosuch.invalid\" to address: Name or service not known\n",
                        "nosuch.invalid:5432")
            .atlas_text == "dial tcp: lookup nosuch.invalid: no such host");
  CHECK(explain_failure("connection to server on socket \"/x/.s.PGSQL.5432\" failed: No such file or directory\n"
                        "\tIs the server running locally and accepting connections on that socket?\n",
                        "/x/.s.PGSQL.5432")
            .atlas_text == "dial unix /x/.s.PGSQL.5432: connect: no such file or directory");
  CHECK(explain_failure(
            "connection to server at \"127.0.0.1\", port 5 failed: server does not support SSL, but SSL was required\n",
            "h:5")
            .atlas_text == "pq: SSL is not enabled on the server");
  CHECK(explain_failure(
            "connection to server at \"127.0.0.1\", port 22 failed: received invalid response to SSL negotiation: H\n",
            "h:22")
            .error.message == "cannot connect to 127.0.0.1:22: what listens there is not a PostgreSQL server");
  CHECK(explain_failure("invalid port number: \"99999\"\n", "h:99999").atlas_text ==
        "pq: invalid port number: \"99999\"");
  CHECK(explain_failure("", "h:5").error.message == "cannot connect to h:5: ");
}

TEST_CASE("no answer in time") {
  const auto result = pg::explain_timeout("10.0.0.1:5432", "db:5432", std::chrono::seconds(30));
  CHECK(result.atlas_text == "dial tcp 10.0.0.1:5432: i/o timeout");
  CHECK(result.error.message == "cannot connect to db:5432: no answer within 30 s");
}

TEST_CASE("a password that is wanted and not given") {
  const auto result =
      explain_failure("connection to server at \"127.0.0.1\", port 5432 failed: fe_sendauth: no password supplied\n",
                      "127.0.0.1:5432", "app");
  CHECK(result.atlas_text == "pq: password authentication failed for user \"app\" (28P01)");
  CHECK(result.error.sqlstate == "28P01");
  CHECK(result.error.message ==
        "cannot connect to 127.0.0.1:5432: the server wants a password for user \"app\", and none was given");
}
