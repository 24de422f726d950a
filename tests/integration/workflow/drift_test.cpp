// SPDX-License-Identifier: Apache-2.0
// plumb drift from the URL to the report. What counts as a difference, and its SQL, is tested in integration/drift.
#include <support/catch.hpp>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/pg/advisory_lock.hpp>

#include "world.hpp"

namespace plumb::workflow {
namespace {

using finding::Verdict;

TEST_CASE("a database that was migrated is in plumb") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  const finding::DriftReport report = world.drift();
  CHECK(codes(report).empty());
  CHECK(report.verdict == Verdict::in_plumb);
  CHECK(report.target.database == world.database().name());
  CHECK(report.target.role == "postgres");
  CHECK(report.against.kind == "migrations");
  CHECK(report.against.version == "2");
  CHECK(report.against.digest.size() == 64);
  CHECK(report.coverage.kinds.at("table") == 2);
  CHECK(report.run.round_trips == 2);
}

TEST_CASE("what somebody did by hand is found, and nothing else") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  world.execute("ALTER TABLE users NO FORCE ROW LEVEL SECURITY");
  const finding::DriftReport report = world.drift();
  REQUIRE(codes(report) == Codes{"DRF003 table public.users"});
  CHECK(report.findings[0].fix == "ALTER TABLE public.users FORCE ROW LEVEL SECURITY;");
  CHECK(report.verdict == Verdict::out_of_plumb);
  world.execute(report.findings[0].fix);
  CHECK(world.drift().verdict == Verdict::in_plumb);
}

TEST_CASE("what is pending is told as pending, never as drift") {
  World world;
  REQUIRE(world.apply(1).report.error.empty());
  const finding::DriftReport report = world.drift();
  CHECK(codes(report) == Codes{"MIG001 migration stream"});
  CHECK(report.migrations.pending == std::vector<std::string>{"2_notes.sql"});
  CHECK(report.verdict == Verdict::in_plumb);
}

TEST_CASE("a file that failed half-way is compared as far as it came") {
  Files files = k_stream;
  files["3_broken.sql"] = "CREATE TABLE tags (tag_id bigint);\nSELECT 1/0;\nCREATE TABLE more (i int);\n";
  World world(files);
  REQUIRE_FALSE(world.apply(std::nullopt, "none").report.error.empty());
  const finding::DriftReport report = world.drift();
  CHECK(codes(report) == Codes{"MIG004 migration 3", "MIG001 migration stream"});
}

TEST_CASE("a database without a revisions table is compared with an empty one") {
  World world;
  SECTION("and may be empty") {
    CHECK(codes(world.drift()) == Codes{"MIG007 migration stream", "MIG001 migration stream"});
  }
  SECTION("or not") {
    world.execute("CREATE TABLE stray (i int)");
    CHECK(codes(world.drift()) ==
          Codes{"MIG007 migration stream", "DRF002 table public.stray", "MIG001 migration stream"});
  }
}

TEST_CASE("an apply in flight is waited for") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  const auto other = world.database().connect();
  const std::uint32_t key = pg::lock_key("atlas_migrate_execute");
  REQUIRE(pg::acquire_lock(*other, key, std::chrono::nanoseconds(0), Stop::never()));
  SECTION("and then nothing is said of it") {
    world.options.lock_timeout = std::chrono::minutes(1);
    std::string said;
    world.say = [&](std::string_view text) {
      said = text;
      CHECK(pg::run_or_throw(*other, "CREATE TABLE late (i int)") != nullptr);
      CHECK(pg::release_lock(*other, key));
    };
    // It is read again after the wait: what came meanwhile is seen.
    CHECK(codes(world.drift()) == Codes{"DRF002 table public.late"});
    CHECK(said.find(fmt::format("pid {}", other->backend_pid())) != std::string::npos);
  }
  SECTION("as long as it may be") {
    const finding::DriftReport report = world.drift();
    REQUIRE(codes(report) == Codes{"MIG006 migration stream"});
    CHECK(report.findings[0].message.find(fmt::format("pid {}", other->backend_pid())) != std::string::npos);
  }
}

TEST_CASE("a role that may only connect") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  const std::string role = "auditor_of_" + world.database().name();
  world.execute(fmt::format("CREATE ROLE {} LOGIN", role));
  std::string url = world.options.url.reveal();
  url.replace(url.find("postgres@"), 8, role);
  world.options.url = Secret(url);
  SECTION("cannot tell which migrations are applied, and says so") {
    const finding::DriftReport report = world.drift();
    CHECK(codes(report) == Codes{"COV001 coverage atlas_schema_revisions.atlas_schema_revisions"});
    // And the values of a few settings of the server.
    CHECK(report.coverage.not_seen.size() == 3);
    CHECK(report.verdict == Verdict::not_judged);
  }
  SECTION("can judge once it may read the rows") {
    world.execute(
        fmt::format("GRANT USAGE ON SCHEMA atlas_schema_revisions TO {0};"
                    "GRANT SELECT ON ALL TABLES IN SCHEMA atlas_schema_revisions TO {0}",
                    role));
    world.execute("ALTER TABLE users DISABLE ROW LEVEL SECURITY");
    const finding::DriftReport report = world.drift();
    CHECK(report.target.role == role);
    CHECK(codes(report) == Codes{"DRF003 table public.users"});
    world.execute(fmt::format("DROP OWNED BY {}", role));
  }
  world.execute(fmt::format("DROP ROLE {}", role));
}

TEST_CASE("a URL that is bound to a schema is about that schema") {
  World world;
  world.options.url = world.database().url("search_path=public");
  REQUIRE(world.apply().report.error.empty());
  world.execute("CREATE SCHEMA other; CREATE TABLE other.stray (i int)");
  const finding::DriftReport report = world.drift();
  CHECK(codes(report).empty());
  CHECK(report.coverage.schemas == std::vector<std::string>{"public"});
}

TEST_CASE("the wait for an apply ends when the run is interrupted") {
  World world;
  const auto other = world.database().connect();
  REQUIRE(pg::acquire_lock(*other, pg::lock_key("atlas_migrate_execute"), std::chrono::nanoseconds(0), Stop::never()));
  Stop stop;
  world.options.lock_timeout = std::chrono::hours(1);
  const Runtime runtime{.clock = Clock::system(), .stop = stop, .say = [&](std::string_view) { stop.request(); }};
  try {
    (void)workflow::drift(world.options, runtime);
    FAIL("it was not interrupted");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::interrupted);
  }
}

TEST_CASE("an edited file that was applied") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  Files files = k_stream;
  files["1_users.sql"] += "-- a word more\n";
  world.set_files(files);
  CHECK(codes(world.drift()) == Codes{"MIG002 migration 1"});
}

TEST_CASE("without a desired state there is no judgement") {
  World world;
  world.options.against = Against::src;
  CHECK_THROWS_AS(world.drift(), Error);
  world.options.against = Against::migrations;
  world.options.dir_url.clear();
  CHECK_THROWS_AS(world.drift(), Error);
}

TEST_CASE("a password is not in the report") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  std::string url = world.options.url.reveal();
  url.replace(url.find("postgres@"), 9, "postgres:hunter2@");
  world.options.url = Secret(url);
  const finding::DriftReport report = world.drift();
  CHECK(report.target.url.find("hunter2") == std::string::npos);
  CHECK(report.target.url.find("xxxxx") != std::string::npos);
}

}  // namespace
}  // namespace plumb::workflow
