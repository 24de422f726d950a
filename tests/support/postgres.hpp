// SPDX-License-Identifier: Apache-2.0
// A real PostgreSQL for tests: one server a test program and major version, started at first use, and a fresh database
// for each test case.
#pragma once

#include <memory>
#include <string>

#include <plumb/base/secret.hpp>
#include <plumb/devdb/server.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::test {

// The major version to test on: PLUMB_TEST_MAJOR, else 18.
[[nodiscard]] int major_version();

// The server of this program for a major version. Where none is installed it skips: see skip().
[[nodiscard]] const devdb::Server& server(int major = major_version());

// Ends the program as skipped (exit code 125, which ctest is told means that) after saying why; fails the test instead
// where PLUMB_REQUIRE_ALL is set. To be called before anything was tested, in a program that has nothing else to test.
[[noreturn]] void skip(const std::string& reason);

// A database of its own, dropped at the end.
class TestDatabase {
 public:
  // A copy of `source`.
  explicit TestDatabase(const std::string& source = "template0", int major = major_version());
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  [[nodiscard]] const std::string& name() const { return m_name; }
  // `query` is added to the URL's: "search_path=public".
  [[nodiscard]] Secret url(const std::string& query = "") const;      // over the socket
  [[nodiscard]] Secret tcp_url(const std::string& query = "") const;  // over TCP
  [[nodiscard]] pg::Target target() const { return pg::Target::parse(url()); }
  [[nodiscard]] std::unique_ptr<pg::Connection> connect(const Stop& stop = Stop::never()) const;

 private:
  const devdb::Server& m_server;
  std::string m_name;
};

}  // namespace plumb::test
