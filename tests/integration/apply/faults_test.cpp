// SPDX-License-Identifier: Apache-2.0
// The server fails at an awkward moment: what is there afterwards, and that the next run ends as an undisturbed one.
#include <fmt/format.h>
#include <support/catch.hpp>

#include "stream.hpp"

using namespace plumb;
using apply::TxMode;
using test::Stream;

namespace {

constexpr auto k_no_fault = [](std::string_view, std::span<const pg::Param>) { return std::nullopt; };

struct Undisturbed {
  std::string state;
  std::size_t sent = 0;
};

Undisturbed undisturbed(TxMode mode) {
  Stream stream(test::three_files());
  const Stream::Scripted run = stream.run_scripted({.mode = mode}, k_no_fault);
  REQUIRE(run.report.error.empty());
  return {stream.state(), run.sent.size()};
}

// The k-th thing that is sent gets this answer; all else goes to the server.
pg::ScriptedConnection::Answer at(std::size_t k, const std::function<pg::Reply()>& fault) {
  return [k, fault, n = std::size_t{0}](std::string_view, std::span<const pg::Param>) mutable {
    return n++ == k ? std::optional<pg::Reply>(fault()) : std::nullopt;
  };
}

pg::Reply disk_full() {
  return pg::error_reply("53100", "could not extend file: No space left on device");
}

void every_fault_heals(TxMode mode, const std::function<pg::Reply()>& fault) {
  const Undisturbed want = undisturbed(mode);
  REQUIRE(want.sent > 8);
  for (std::size_t k = 0; k < want.sent; ++k) {
    CAPTURE(k);
    Stream stream(test::three_files());
    static_cast<void>(stream.run_scripted({.mode = mode}, at(k, fault)));
    const apply::RunReport again = stream.run({.mode = mode});
    CHECK(again.error == "");
    CHECK(stream.state() == want.state);
  }
}

}  // namespace

TEST_CASE("the connection is lost at the k-th message: the next run completes") {
  SECTION("file") {
    every_fault_heals(TxMode::file, pg::lost_reply);
  }
  SECTION("all") {
    every_fault_heals(TxMode::all, pg::lost_reply);
  }
  SECTION("none") {
    every_fault_heals(TxMode::none, pg::lost_reply);
  }
}

TEST_CASE("the disk is full at the k-th message: the next run completes") {
  SECTION("file") {
    every_fault_heals(TxMode::file, disk_full);
  }
  SECTION("all") {
    every_fault_heals(TxMode::all, disk_full);
  }
  SECTION("none") {
    every_fault_heals(TxMode::none, disk_full);
  }
}

TEST_CASE("a stop is requested at the k-th message: the next run completes") {
  const TxMode mode = GENERATE(TxMode::file, TxMode::all, TxMode::none);
  const Undisturbed want = undisturbed(mode);
  for (std::size_t k = 0; k < want.sent; ++k) {
    CAPTURE(k);
    Stream stream(test::three_files());
    Stop stop;
    const auto request = [&stop, k, n = std::size_t{0}](std::string_view, std::span<const pg::Param>) mutable {
      if (n++ == k) stop.request();
      return std::optional<pg::Reply>();
    };
    static_cast<void>(stream.run_scripted({.mode = mode, .stop = &stop}, request));
    CHECK(stream.run({.mode = mode}).error == "");
    CHECK(stream.state() == want.state);
  }
}

TEST_CASE("a lost connection is told, and blamed on a file that was running") {
  Stream stream(test::three_files());
  const auto lose_policy = [](std::string_view sql, std::span<const pg::Param>) {
    return sql.starts_with("CREATE POLICY") ? std::optional<pg::Reply>(pg::lost_reply()) : std::nullopt;
  };
  const apply::RunReport report = stream.run_scripted({}, lose_policy).report;
  CHECK(report.error.find("driver: bad connection") != std::string::npos);
  REQUIRE(report.applied.size() == 2);
  CHECK(report.applied.back().error.has_value());
  CHECK(stream.ask("SELECT count(*) FROM pg_policy") == "0");
}

TEST_CASE("a COMMIT that fails takes its file with it, not those before") {
  const char* deferred =
      "CREATE TABLE p (id int PRIMARY KEY);\nCREATE TABLE q (id int REFERENCES p DEFERRABLE INITIALLY DEFERRED);\n";
  Stream stream(test::Files{{"1_tables.sql", deferred},
                            {"2_rows.sql", "INSERT INTO q VALUES (7);\n"},
                            {"3_more.sql", "CREATE TABLE r ();\n"}});
  SECTION("file") {
    const apply::RunReport report = stream.run();
    CHECK(report.error.find("23503") != std::string::npos);
    CHECK(
        stream.ask("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relname IN ('p', 'q', 'r')") ==
        "p q");
    CHECK(stream.ask("SELECT string_agg(version, ' ') FROM atlas_schema_revisions.atlas_schema_revisions WHERE applied "
                     "= total") == "1");
  }
  SECTION("all") {
    const apply::RunReport report = stream.run({.mode = TxMode::all});
    CHECK(report.error.find("23503") != std::string::npos);
    CHECK(stream.ask("SELECT count(*) FROM pg_class WHERE relname IN ('p', 'q', 'r')") == "0");
  }
}
