// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "../../../src/workflow/drift_history.hpp"

namespace plumb::workflow {
namespace {

using apply::Revision;
using migration::Directory;

Directory directory(std::map<std::string, std::string> files) {
  std::string sum;
  const Directory without_sum = Directory::from_files(files);
  files.emplace("atlas.sum", without_sum.computed_sum());
  return Directory::from_files(std::move(files));
}

Directory three_files() {
  return directory({{"1_a.sql", "SELECT 1;"}, {"2_b.sql", "SELECT 2;"}, {"3_c.sql", "SELECT 3;"}});
}

const migration::File& file_of(const Directory& dir, std::string_view version) {
  for (const migration::File& file : dir.files()) {
    if (file.version == version) return file;
  }
  throw std::out_of_range(std::string(version));
}

// A complete row, executed `second` seconds after the epoch.
Revision row(const Directory& dir, std::string version, int second) {
  const migration::File& file = file_of(dir, version);
  Revision out;
  out.version = std::move(version);
  out.description = file.description;
  out.applied = out.total = 1;
  out.executed_at = TimePoint(std::chrono::seconds(second));
  out.hash = file.hash;
  return out;
}

std::vector<std::string> codes(const Directory& dir, const std::vector<Revision>& revisions) {
  std::vector<std::string> out;
  for (const auto& finding : history_findings({.directory = dir, .revisions = revisions})) out.push_back(finding.code);
  return out;
}

std::vector<std::string> replayed(const Directory& dir, const std::vector<Revision>& revisions) {
  std::vector<std::string> out;
  for (const ReplayedFile& each : replayed_files(dir.files(), revisions)) {
    out.push_back(each.file->name + (each.statements ? " " + std::to_string(*each.statements) : ""));
  }
  return out;
}

using Names = std::vector<std::string>;

TEST_CASE("a database that has everything has no findings") {
  const Directory dir = three_files();
  const std::vector<Revision> rows = {row(dir, "1", 1), row(dir, "2", 2), row(dir, "3", 3)};
  CHECK(codes(dir, rows).empty());
  CHECK(replayed(dir, rows) == Names{"1_a.sql", "2_b.sql", "3_c.sql"});
}

TEST_CASE("files behind the last revision are pending, and not replayed") {
  const Directory dir = three_files();
  const std::vector<Revision> rows = {row(dir, "1", 1)};
  CHECK(codes(dir, rows) == Names{"MIG001"});
  CHECK(replayed(dir, rows) == Names{"1_a.sql"});
  CHECK(pending_files({.directory = dir, .revisions = rows}).size() == 2);
}

TEST_CASE("without rows all is pending and nothing is replayed") {
  const Directory dir = three_files();
  CHECK(codes(dir, {}) == Names{"MIG001"});
  CHECK(replayed(dir, {}).empty());
}

TEST_CASE("an edit of an early file is told once, for that file") {
  const Directory before = three_files();
  const std::vector<Revision> rows = {row(before, "1", 1), row(before, "2", 2), row(before, "3", 3)};
  const Directory after = directory({{"1_a.sql", "SELECT 1;"}, {"2_b.sql", "SELECT 20;"}, {"3_c.sql", "SELECT 3;"}});
  const auto findings = history_findings({.directory = after, .revisions = rows});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "MIG002");
  CHECK(findings[0].object.name == "2");
  CHECK(findings[0].expected == "h1:" + rows[1].hash);
}

TEST_CASE("a file that came in between does not make those behind it edited") {
  const Directory before = directory({{"1_a.sql", "SELECT 1;"}, {"3_c.sql", "SELECT 3;"}});
  const Directory after = three_files();
  std::vector<Revision> rows = {row(before, "1", 1), row(before, "3", 2)};
  SECTION("and was not applied") {
    CHECK(codes(after, rows) == Names{"MIG008"});
    CHECK(replayed(after, rows) == Names{"1_a.sql", "3_c.sql"});
  }
  SECTION("and was applied later") {
    rows.insert(rows.begin() + 1, row(after, "2", 3));
    CHECK(codes(after, rows).empty());
    CHECK(replayed(after, rows) == Names{"1_a.sql", "2_b.sql", "3_c.sql"});
  }
  SECTION("but an edit is seen all the same") {
    const Directory edited = directory({{"1_a.sql", "SELECT 1;"}, {"2_b.sql", "SELECT 2;"}, {"3_c.sql", "SELECT 30;"}});
    CHECK(codes(edited, rows) == Names{"MIG008", "MIG002"});
  }
}

TEST_CASE("a row whose file is gone is told, and nothing is said of the hashes behind it") {
  const Directory before = three_files();
  const std::vector<Revision> rows = {row(before, "1", 1), row(before, "2", 2), row(before, "3", 3)};
  const Directory after = directory({{"1_a.sql", "SELECT 1;"}, {"3_c.sql", "SELECT 3;"}});
  const auto findings = history_findings({.directory = after, .revisions = rows});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "MIG003");
  CHECK(findings[0].message == "2_b.sql was applied, but is not in the directory");
  CHECK(replayed(after, rows) == Names{"1_a.sql", "3_c.sql"});
}

TEST_CASE("a file that failed half-way is replayed as far as it came") {
  const Directory dir = three_files();
  std::vector<Revision> rows = {row(dir, "1", 1), row(dir, "2", 2)};
  rows[1].total = 5;
  rows[1].applied = 2;
  rows[1].error = "pq: no";
  rows[1].error_stmt = "SELECT 2;";
  const auto findings = history_findings({.directory = dir, .revisions = rows});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].code == "MIG001");
  CHECK(findings[1].code == "MIG004");
  CHECK(findings[1].message == "2_b.sql ended half-way: 2 of 5 statements are applied, then: pq: no");
  CHECK(findings[1].actual == "2 statements; failed: SELECT 2;");
  CHECK(replayed(dir, rows) == Names{"1_a.sql", "2_b.sql 2"});
}

TEST_CASE("a row without a hash is a baseline, and stands for what is older") {
  const Directory dir = three_files();
  std::vector<Revision> rows = {row(dir, "2", 1), row(dir, "3", 2)};
  rows[0].hash.clear();
  rows[0].type = apply::k_type_baseline;
  CHECK(codes(dir, rows).empty());
  CHECK(replayed(dir, rows) == Names{"1_a.sql", "2_b.sql", "3_c.sql"});
}

TEST_CASE("a sum that is wrong is told with the place") {
  std::map<std::string, std::string> files = {{"1_a.sql", "SELECT 1;"}};
  files.emplace("atlas.sum", Directory::from_files(files).computed_sum());
  files["1_a.sql"] = "SELECT 10;";
  const auto findings = history_findings({.directory = Directory::from_files(std::move(files)), .revisions = {}});
  REQUIRE_FALSE(findings.empty());
  CHECK(findings[0].code == "MIG005");
  CHECK(findings[0].message == "atlas.sum: checksum mismatch: line 2: 1_a.sql was edited");
}

TEST_CASE("checkpoints") {
  const std::string checkpoint = "-- atlas:checkpoint\n\nSELECT 2;";
  const Directory dir = directory({{"1_a.sql", "SELECT 1;"}, {"2_b.sql", checkpoint}, {"3_c.sql", "SELECT 3;"}});
  SECTION("are not run by a database that went the long way") {
    const std::vector<Revision> rows = {row(dir, "1", 1), row(dir, "3", 2)};
    CHECK(codes(dir, rows).empty());
    CHECK(replayed(dir, rows) == Names{"1_a.sql", "3_c.sql"});
  }
  SECTION("are where a database began") {
    const std::vector<Revision> rows = {row(dir, "2", 1), row(dir, "3", 2)};
    CHECK(codes(dir, rows).empty());
    CHECK(replayed(dir, rows) == Names{"2_b.sql", "3_c.sql"});
  }
  SECTION("replace files that are gone") {
    const std::vector<Revision> rows = {row(dir, "1", 1), row(dir, "3", 2)};
    const Directory squashed = directory({{"2_b.sql", checkpoint}, {"3_c.sql", "SELECT 3;"}});
    CHECK(codes(squashed, rows).empty());
    CHECK(replayed(squashed, rows) == Names{"2_b.sql", "3_c.sql"});
  }
}

TEST_CASE("fingerprints do not depend on the run") {
  const Directory dir = three_files();
  const auto once = history_findings({.directory = dir, .revisions = {}});
  const std::vector<Revision> rows = {row(dir, "1", 1)};
  const auto again = history_findings({.directory = dir, .revisions = rows});
  REQUIRE(once.size() == 1);
  REQUIRE(again.size() == 1);
  CHECK(once[0].fingerprint == again[0].fingerprint);
  CHECK(once[0].fingerprint.size() == 16);
}

}  // namespace
}  // namespace plumb::workflow
