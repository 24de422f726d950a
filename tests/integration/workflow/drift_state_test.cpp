// SPDX-License-Identifier: Apache-2.0
// What a drift run keeps for the next one, and what happens where it cannot.
#include <support/catch.hpp>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include <plumb/base/files.hpp>
#include <plumb/devdb/server.hpp>

#include "world.hpp"

namespace plumb::workflow {
namespace {

using finding::DriftReport;
using finding::Verdict;

class StateFolder {
 public:
  StateFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "plumb-drift-state-XXXXXX").string();
    m_path = ::mkdtemp(name.data());
  }
  ~StateFolder() { std::filesystem::remove_all(m_path); }
  StateFolder(const StateFolder&) = delete;
  StateFolder& operator=(const StateFolder&) = delete;
  [[nodiscard]] std::string file() const { return m_path + "/state.db"; }

 private:
  std::string m_path;
};

struct Remembering : World {
  explicit Remembering(Files files = k_stream) : World(std::move(files)) {
    REQUIRE(apply().report.error.empty());
    options.state = folder.file();
  }
  StateFolder folder;
};

// What must not depend on whether something was kept.
std::string told(const DriftReport& report) {
  std::string out = std::string(finding::name(report.verdict)) + "\n";
  for (const finding::Finding& finding : report.findings) {
    out += finding.code + " " + finding.object.text() + " " + finding.expected + " " + finding.actual + " " +
           finding.fix + " " + finding.fingerprint + "\n";
  }
  return out;
}

TEST_CASE("the second run starts no server, and says the same") {
  Remembering world;
  world.execute("ALTER TABLE users NO FORCE ROW LEVEL SECURITY; DROP TABLE notes; CREATE TABLE stray (i int)");
  const DriftReport cold = world.drift();
  const DriftReport warm = world.drift();
  CHECK_FALSE(cold.against.cached);
  CHECK(warm.against.cached);
  CHECK(told(cold) == told(warm));
  CHECK(codes(warm).size() == 3);
  CHECK(cold.warnings.empty());
  CHECK(warm.warnings.empty());

  world.options.use_cache = UseCache::no;
  CHECK_FALSE(world.drift().against.cached);
  world.options.state.reset();
  CHECK(told(world.drift()) == told(warm));
}

TEST_CASE("without drift it is two round trips, kept or not") {
  Remembering world;
  CHECK(world.drift().run.round_trips == 2);
  CHECK(world.drift().run.round_trips == 2);
  // One more where a catalog was kept in vain, and one for when the table was made.
  world.execute("CREATE TABLE stray (i int)");
  CHECK(world.drift().run.round_trips == 4);
}

TEST_CASE("the catalog is read when it was changed, and only then") {
  Remembering world;
  const DriftReport cold = world.drift();
  CHECK_FALSE(cold.run.unchanged_since);
  CHECK(world.drift().run.unchanged_since == cold.run.started);
  CHECK(world.drift().run.unchanged_since == cold.run.started);  // the audit that read it, not the last one

  world.execute("ALTER TABLE users NO FORCE ROW LEVEL SECURITY");
  const DriftReport found = world.drift();
  CHECK_FALSE(found.run.unchanged_since);
  CHECK(codes(found) == Codes{"DRF003 table public.users"});
  const DriftReport again = world.drift();
  CHECK(again.run.unchanged_since == found.run.started);
  CHECK(told(again) == told(found));
  CHECK(again.coverage.kinds == found.coverage.kinds);
  CHECK(again.coverage.not_seen == found.coverage.not_seen);

  world.execute("ALTER TABLE users FORCE ROW LEVEL SECURITY");
  CHECK(codes(world.drift()).empty());
}

TEST_CASE("what is not this target's catalog of now is not taken for it") {
  Remembering world;
  world.execute("CREATE TABLE stray (i int)");
  const DriftReport first = world.drift();
  REQUIRE(world.drift().run.unchanged_since == first.run.started);
  const auto in_the_file = [&](const std::string& sql) {
    sqlite3* file = nullptr;
    REQUIRE(sqlite3_open(world.folder.file().c_str(), &file) == SQLITE_OK);
    REQUIRE(sqlite3_exec(file, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(file);
  };
  SECTION("nobody wants it") {
    world.options.use_cache = UseCache::no;
  }
  SECTION("changed in the file") {
    in_the_file("UPDATE snapshot SET content = CAST(replace(content, 'stray', 'other') AS BLOB) WHERE kind = 'live'");
  }
  SECTION("cut short in the file") {
    in_the_file("UPDATE snapshot SET content = substr(content, 1, 1000) WHERE kind = 'live'");
  }
  SECTION("kept by another plumb, which asks otherwise, or of another life of the server") {
    in_the_file("UPDATE snapshot SET digest = 'another' WHERE kind = 'live'");
  }
  SECTION("a role that reaches the database") {
    world.execute("CREATE ROLE kept_reacher SUPERUSER");
  }
  const DriftReport report = world.drift();
  CHECK_FALSE(report.run.unchanged_since);
  const Codes found = codes(report);
  CHECK((std::ranges::find(found, "DRF002 table public.stray") != found.end()));
  world.options.use_cache = UseCache::yes;
  CHECK(world.drift().run.unchanged_since == report.run.started);  // kept anew
  world.execute("DROP ROLE IF EXISTS kept_reacher");
}

TEST_CASE("another server of the same address is read anew, though its rows have the same numbers") {
  const auto start = [] {
    return devdb::Server::start({.major = test::major_version(), .tcp = true, .settings = {}}, Stop::never());
  };
  Remembering world;
  // Two copies of one prepared directory; host and port are told the same, as behind an address that moved.
  const devdb::Server left = start();
  const devdb::Server right = start();
  const auto judge = [&](const devdb::Server& server) {
    const std::string base = server.tcp_base();
    world.options.url =
        Secret("postgres://postgres@same.invalid:5432/postgres?sslmode=disable&hostaddr=127.0.0.1&port=" +
               base.substr(base.rfind(':') + 1));
    return world.drift();
  };
  for (const devdb::Server* server : {&left, &right}) {
    world.options.url = server->url("postgres");
    REQUIRE(world.apply().report.error.empty());
  }
  (void)pg::run_or_throw(*pg::connect(pg::Target::parse(right.url("postgres"))), "CREATE TABLE stray (i int)");
  (void)judge(left);
  CHECK(judge(left).run.unchanged_since);
  const DriftReport other = judge(right);
  CHECK_FALSE(other.run.unchanged_since);
  CHECK(codes(other) == Codes{"DRF002 table public.stray"});
}

TEST_CASE("what a desired state is made of decides whether a kept one is used") {
  Remembering world;
  REQUIRE_FALSE(world.drift().against.cached);
  REQUIRE(world.drift().against.cached);
  SECTION("the files") {
    Files files = k_stream;
    files["2_notes.sql"] = "CREATE TABLE notes (note_id int PRIMARY KEY);\n";
    world.set_files(files);
    const DriftReport report = world.drift();
    CHECK_FALSE(report.against.cached);
    CHECK_FALSE(codes(report).empty());
  }
  SECTION("a comment in them, which changes no statement, does not") {
    Files files = k_stream;
    files["2_notes.sql"] += "-- the end\n";
    world.set_files(files);
    CHECK(world.drift().against.cached);
  }
  SECTION("how far they are applied") {
    world.execute("DELETE FROM atlas_schema_revisions.atlas_schema_revisions WHERE version = '2'");
    CHECK_FALSE(world.drift().against.cached);
  }
  SECTION("the schema that the URL is bound to") {
    world.options.url = world.database().url("search_path=public");
    world.options.revisions_schema = "atlas_schema_revisions";
    CHECK_FALSE(world.drift().against.cached);
  }
  SECTION("which schemas are looked at") {
    world.options.schemas = {"public"};
    CHECK_FALSE(world.drift().against.cached);
  }
  SECTION("what is told of it does not") {
    world.options.only = {"kind:policy"};
    world.options.exclude = {"x.*"};
    CHECK(world.drift().against.cached);
  }
}

TEST_CASE("a state file that is no good changes nothing but the time it takes") {
  Remembering world;
  world.execute("CREATE TABLE stray (i int)");
  const std::string right = told(world.drift());
  const std::string path = world.folder.file();
  SECTION("damaged in the middle") {
    std::string bytes = read_file(path + "-wal");
    for (std::size_t i = bytes.size() / 3; i < bytes.size(); i += 97) bytes[i] = '\x55';
    std::ofstream(path + "-wal", std::ios::binary) << bytes;
  }
  SECTION("somebody else's") {
    std::filesystem::remove(path + "-wal");
    std::filesystem::remove(path + "-shm");
    std::ofstream(path, std::ios::binary) << "somebody's notes\n";
    CHECK(world.drift().warnings.size() == 1);
    CHECK(read_file(path) == "somebody's notes\n");
  }
  SECTION("locked") {
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE snapshot SET used = 0",
                         nullptr, nullptr, nullptr) == SQLITE_OK);
    const DriftReport report = world.drift();
    CHECK(told(report) == right);
    CHECK(report.warnings.size() == 1);
    sqlite3_close(other);
  }
  SECTION("in a folder that is not there") {
    world.options.state = "/nowhere/at/all/state.db";
    CHECK(world.drift().warnings.size() == 1);
  }
  CHECK(told(world.drift()) == right);
}

TEST_CASE("two runs at once") {
  Remembering world;
  std::vector<std::string> results(2);
  std::vector<std::size_t> warnings(2);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 2; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 3; ++round) {
        const DriftReport report = workflow::drift(world.options, world.runtime());
        results[i] = told(report);
        warnings[i] += report.warnings.size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(results[0] == "in plumb\n");
  CHECK(results[1] == "in plumb\n");
  CHECK(warnings == std::vector<std::size_t>{0, 0});
}

TEST_CASE("since which audit an object is changed") {
  Remembering world;
  REQUIRE(codes(world.drift()).empty());
  const TimePoint first = world.drift().run.started;
  world.execute("ALTER TABLE users NO FORCE ROW LEVEL SECURITY");
  const DriftReport found = world.drift();
  REQUIRE(found.findings.size() == 1);
  REQUIRE(found.findings[0].changed);
  CHECK(found.findings[0].changed->since_audit == first);
  CHECK_FALSE(found.findings[0].changed->at);

  // As long as nobody touches it, the answer stays.
  const DriftReport again = world.drift();
  REQUIRE(again.findings[0].changed);
  CHECK(again.findings[0].changed->since_audit == first);

  // Written anew, with the same result: the rows tell.
  world.execute("ALTER TABLE users FORCE ROW LEVEL SECURITY");
  world.execute("ALTER TABLE users NO FORCE ROW LEVEL SECURITY");
  const DriftReport rewritten = world.drift();
  REQUIRE(rewritten.findings[0].changed);
  CHECK(rewritten.findings[0].changed->since_audit == again.run.started);
}

TEST_CASE("what the files want anew is no change of the object") {
  Remembering world;
  REQUIRE(codes(world.drift()).empty());
  Files files = k_stream;
  files["2_notes.sql"] = "CREATE TABLE notes (note_id bigint PRIMARY KEY, more int);\n";
  world.set_files(files);
  for (const finding::Finding& finding : world.drift().findings) {
    CAPTURE(finding.object.text());
    CHECK((finding.cls != finding::Class::drift || finding.object.kind == "column" || !finding.changed));
  }
}

TEST_CASE("the first audit knows of nothing before it") {
  Remembering world;
  world.execute("CREATE TABLE stray (i int)");
  const DriftReport report = world.drift();
  REQUIRE(report.findings.size() == 1);
  CHECK_FALSE(report.findings[0].changed);
}

TEST_CASE("the server's own times, where it keeps them, and the migrations around") {
  const devdb::Server server =
      devdb::Server::start({.major = test::major_version(), .settings = {"track_commit_timestamp=on"}}, Stop::never());
  World world;
  world.options.url = server.url("postgres");
  REQUIRE(world.apply(1).report.error.empty());
  const auto connection = pg::connect(pg::Target::parse(world.options.url));
  (void)pg::run_or_throw(*connection, "ALTER TABLE users NO FORCE ROW LEVEL SECURITY");
  REQUIRE(world.apply().report.error.empty());
  const DriftReport report = world.drift();
  REQUIRE(report.findings.size() == 1);
  REQUIRE(report.findings[0].changed);
  const finding::Changed& changed = *report.findings[0].changed;
  REQUIRE(changed.at);
  CHECK(*changed.at <= report.run.started);
  CHECK(*changed.at > report.run.started - std::chrono::minutes(5));
  CHECK(changed.after == "1");
  CHECK(changed.before == "2");
}

TEST_CASE("no password gets into the state file") {
  Remembering world;
  std::string url = world.options.url.reveal();
  url.replace(url.find("postgres@"), 9, "postgres:hunter2@");
  world.options.url = Secret(url);
  world.execute("CREATE TABLE stray (i int)");
  (void)world.drift();
  for (const char* suffix : {"", "-wal", "-shm"}) {
    if (!std::filesystem::exists(world.folder.file() + suffix)) continue;
    CHECK(read_file(world.folder.file() + suffix).find("hunter2") == std::string::npos);
  }
}

TEST_CASE("where a drifting object was declared") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  world.execute("ALTER TABLE users NO FORCE ROW LEVEL SECURITY; DROP TABLE notes");
  const DriftReport report = world.drift();
  REQUIRE(codes(report) == Codes{"DRF001 table public.notes", "DRF003 table public.users"});
  REQUIRE(report.findings[0].declared);
  CHECK(report.findings[0].declared->file == "mem://stream/2_notes.sql");
  CHECK(report.findings[0].declared->line == 1);
  REQUIRE(report.findings[1].declared);
  CHECK(report.findings[1].declared->file == "mem://stream/1_users.sql");
  CHECK(report.findings[1].declared->line == 3);
}

TEST_CASE("only what was chosen is told") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  world.execute(
      "CREATE POLICY p ON users USING (true); CREATE TABLE stray (i int); CREATE SCHEMA tmp_1; "
      "CREATE TABLE tmp_1.x (i int)");
  CHECK(world.drift().findings.size() == 3);
  SECTION("by kind") {
    world.options.only = {"kind:policy"};
    CHECK(codes(world.drift()) == Codes{"DRF002 policy p on public.users"});
  }
  SECTION("by schema") {
    world.options.only = {"schema:tmp_1"};
    CHECK(codes(world.drift()) == Codes{"DRF002 schema tmp_1"});
  }
  SECTION("by pattern") {
    world.options.only = {"object:public.s*"};
    CHECK(codes(world.drift()) == Codes{"DRF002 table public.stray"});
  }
  SECTION("by class") {
    world.options.only = {"class:migrations"};
    const DriftReport report = world.drift();
    CHECK(codes(report).empty());
    CHECK(report.verdict == Verdict::in_plumb);
  }
  SECTION("without what is excluded") {
    world.options.exclude = {"tmp_*", "*.*.p[type=policy]"};
    CHECK(codes(world.drift()) == Codes{"DRF002 table public.stray"});
  }
  SECTION("with what is included") {
    world.options.include = {"*.users"};
    CHECK(codes(world.drift()) == Codes{"DRF002 policy p on public.users"});
  }
  SECTION("what is not understood is an error") {
    world.options.only = {"policy"};
    CHECK_THROWS(world.drift());
    world.options.only = {"kind:polizy"};
    CHECK_THROWS(world.drift());
  }
}

}  // namespace
}  // namespace plumb::workflow
