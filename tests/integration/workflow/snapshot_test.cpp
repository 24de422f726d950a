// SPDX-License-Identifier: Apache-2.0
// plumb snapshot, and drift against what it wrote.
#include <plumb/workflow/snapshot.hpp>
#include <support/catch.hpp>

#include <unistd.h>

#include <filesystem>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/base/sha256.hpp>
#include <plumb/state/snapshot_file.hpp>

#include "world.hpp"

namespace plumb::workflow {
namespace {

class SnapshotOnDisk {
 public:
  explicit SnapshotOnDisk(const std::string& text) {
    std::string name = (std::filesystem::temp_directory_path() / "plumb-snapshot-XXXXXX").string();
    m_folder = ::mkdtemp(name.data());
    write_file(path(), text);
  }
  ~SnapshotOnDisk() { std::filesystem::remove_all(m_folder); }
  SnapshotOnDisk(const SnapshotOnDisk&) = delete;
  SnapshotOnDisk& operator=(const SnapshotOnDisk&) = delete;
  [[nodiscard]] std::string path() const { return m_folder + "/s.jsonl"; }

 private:
  std::string m_folder;
};

std::string take(const World& world, SnapshotOptions options = {}) {
  options.url = world.options.url;
  return snapshot(options, world.runtime()).text;
}

void against(World& world, const SnapshotOnDisk& file) {
  world.options.against = Against::snapshot;
  world.options.snapshot = file.path();
}

TEST_CASE("a snapshot is the same bytes each time, and reads back as it was written") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  const std::string text = take(world);
  CHECK(take(world) == text);
  const state::SnapshotFile file = state::read_snapshot("s", text);
  CHECK(state::write_snapshot(file.snapshot, file.schemas) == text);
  CHECK(text.find("{\"table\":[\"public\",\"users\"]") != std::string::npos);
  CHECK(text.find("atlas_schema_revisions\"]") == std::string::npos);
}

TEST_CASE("the database it was taken of, and one made the same way, are in plumb") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  const SnapshotOnDisk file(take(world));
  against(world, file);
  const finding::DriftReport own = world.drift();
  CHECK(codes(own).empty());
  CHECK(own.verdict == finding::Verdict::in_plumb);
  CHECK(own.against.kind == "snapshot");
  CHECK(own.against.name == file.path());

  World other;
  other.execute("CREATE TABLE first (i int)");  // other OIDs
  other.execute("DROP TABLE first");
  REQUIRE(other.apply().report.error.empty());
  against(other, file);
  CHECK(codes(other.drift()).empty());
  CHECK(take(other).substr(take(other).find('\n')).size() > 0);

  other.execute("ALTER TABLE users DISABLE ROW LEVEL SECURITY");
  CHECK(codes(other.drift()) == Codes{"DRF003 table public.users"});
}

TEST_CASE("another database is something to compare with, too") {
  World world;
  World other;
  REQUIRE(world.apply().report.error.empty());
  REQUIRE(other.apply().report.error.empty());
  world.options.against = Against::database;
  world.options.other = other.options.url;
  CHECK(codes(world.drift()).empty());
  other.execute("CREATE TABLE more (i int)");
  const finding::DriftReport report = world.drift();
  CHECK(codes(report) == Codes{"DRF001 table public.more"});
  CHECK(report.against.kind == "database");
}

TEST_CASE("a snapshot of the files is what applying them makes") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  const SnapshotOnDisk file(snapshot({.of = SnapshotOf::migrations,
                                      .dir_url = world.options.dir_url,
                                      .memory = world.options.memory,
                                      .major = test::major_version()},
                                     world.runtime())
                                .text);
  against(world, file);
  CHECK(codes(world.drift()).empty());
}

TEST_CASE("a snapshot of one schema is compared with that schema") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  world.execute("CREATE SCHEMA other");
  const SnapshotOnDisk file(take(world, {.schemas = {"public"}}));
  against(world, file);
  world.execute("CREATE TABLE other.stray (i int)");
  const finding::DriftReport report = world.drift();
  CHECK(codes(report).empty());
  CHECK(report.coverage.schemas == std::vector<std::string>{"public"});
  world.options.schemas = {"other"};
  CHECK_THROWS_WITH(world.drift(), Catch::Matchers::Contains("the snapshot does not have schema other"));
}

TEST_CASE("a snapshot of another major version is not compared, and that is said") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  std::string text = take(world);
  const std::string version = fmt::format("\"server_version\":{}", test::major_version());
  const std::size_t at = text.find(version);
  REQUIRE(at != std::string::npos);
  // As one of another version would be: with a digest that is right.
  text.replace(at, version.size(), fmt::format("\"server_version\":{}", test::major_version() - 1));
  const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
  Sha256 hash;
  hash.update(std::string_view(text).substr(0, last));
  text.replace(text.find("\"sha256\":\"", last) + 10, 64, hash.hex());
  const SnapshotOnDisk file(text);
  against(world, file);
  const finding::DriftReport report = world.drift();
  CHECK(report.verdict == finding::Verdict::not_judged);
  bool told = false;
  for (const finding::Finding& finding : report.findings) told = told || finding.code == "COV005";
  CHECK(told);
}

TEST_CASE("a file that is no snapshot is an error that names it") {
  World world;
  REQUIRE(world.apply().report.error.empty());
  const SnapshotOnDisk file("CREATE TABLE t (i int);\n");
  against(world, file);
  CHECK_THROWS_WITH(world.drift(), file.path() + ": line 1: this is no snapshot of plumb");
}

}  // namespace
}  // namespace plumb::workflow
