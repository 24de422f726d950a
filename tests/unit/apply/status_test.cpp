// SPDX-License-Identifier: Apache-2.0
#include <plumb/apply/status.hpp>

#include <plumb/base/error.hpp>

#include <support/catch.hpp>

#include "given.hpp"

using namespace plumb::apply;
using given::Names;

namespace {

// The files in it point into the situation.
Status status(const given::Situation& s) {
  return compute_status({.revisions = &s.revisions, .files = s.directory.files(), .why_not_clean = ""});
}

}  // namespace

TEST_CASE("without a table everything from the last checkpoint on is available and pending, clean or not") {
  const given::Situation s({"1.sql", "2_ck.sql", "3.sql"}, {});
  const Status found =
      compute_status({.revisions = nullptr, .files = s.directory.files(), .why_not_clean = "found schema \"x\""});
  CHECK(given::names(found.available) == Names{"2_ck.sql", "3.sql"});
  CHECK(given::names(found.pending) == Names{"2_ck.sql", "3.sql"});
  CHECK(found.current == "No migration applied yet");
  CHECK(found.next == "2");
  CHECK(found.from_checkpoint());
  CHECK(found.status == "PENDING");
}

TEST_CASE("an empty table on a database that is not clean is an error") {
  const given::Situation s({"1.sql"}, {});
  CHECK(status(s).next == "1");
  CHECK_THROWS_WITH(
      compute_status(
          {.revisions = &s.revisions, .files = s.directory.files(), .why_not_clean = "found schema \"public\""}),
      "sql/migrate: connected database is not clean: found schema \"public\". baseline version or allow-dirty is "
      "required");
}

TEST_CASE("some files applied, all files applied") {
  const given::Situation first_of_three({"1.sql", "2.sql", "3.sql"}, {{"1"}});
  const Status some = status(first_of_three);
  CHECK(some.current == "1");
  CHECK(some.next == "2");
  CHECK(some.status == "PENDING");
  CHECK(given::names(some.available) == Names{"1.sql", "2.sql", "3.sql"});
  CHECK(some.applied.size() == 1);
  CHECK_FALSE(some.from_checkpoint());

  const given::Situation both({"1.sql", "2.sql"}, {{"1"}, {"2"}});
  const Status all = status(both);
  CHECK(all.current == "2");
  CHECK(all.next == "Already at latest version");
  CHECK(all.status == "OK");
  CHECK(all.pending.empty());
}

TEST_CASE("an empty directory has nothing applied, whatever the rows say") {
  CHECK(status({{}, {{"1"}}}).current == "No migration applied yet");
  CHECK(status({{}, {{"1"}}}).status == "OK");
  CHECK(status({{}, {}}).next == "Already at latest version");
}

TEST_CASE("a partial row tells its statement and error on one line, and how many are left of the file as it is") {
  given::Situation s({"1.sql", "2.sql"}, {{"1"}, {"2", 1, 7}});
  s.revisions.back().error = "pq: line one\nline two";
  s.revisions.back().error_stmt = "SELECT\r\n  nocol;";
  const Status found = status(s);
  CHECK(found.last_partial());
  CHECK(found.current == "2");
  CHECK(found.next == "2");
  CHECK(found.count == 1);
  CHECK(found.total == 2);
  CHECK(found.left() == 1);
  CHECK(found.error == "pq: line one line two");
  CHECK(found.sql == "SELECT\r   nocol;");
}

TEST_CASE("a partial row that was set by hand shows no error") {
  given::Situation s({"1.sql", "2.sql"}, {{"1"}, {"2", 1, 2}});
  s.revisions.back().type = k_type_executed | k_type_resolved;
  s.revisions.back().error = "pq: x";
  const Status found = status(s);
  CHECK_FALSE(found.last_partial());
  CHECK(found.error.empty());
  CHECK(found.total == 0);
  CHECK(found.next == "2");
  CHECK(found.status == "PENDING");
}

TEST_CASE("a single file that is applied in part counts as nothing applied") {
  const given::Situation s({"1.sql"}, {{"1", 1, 2}});
  const Status found = status(s);
  CHECK(found.current == "No migration applied yet");
  CHECK(found.last_partial());
}

TEST_CASE("files out of order: the next version is unknown, and the error is theirs") {
  const given::Situation s({"1.sql", "2.5.sql", "3.sql", "4.sql"}, {{"1"}, {"3", 1, 2}});
  const Status found = status(s);
  CHECK(found.status == "PENDING");
  CHECK(found.current == "3");
  CHECK(found.next == "UNKNOWN");
  CHECK(given::names(found.out_of_order) == Names{"2.5.sql"});
  CHECK(given::names(found.pending) == Names{"3.sql", "4.sql"});
  CHECK(found.error ==
        "migration file 2.5.sql was added out of order. See: https://atlasgo.io/versioned/apply#non-linear-error");
  CHECK_FALSE(found.last_partial());
  CHECK(found.total == 0);
}

TEST_CASE("a partial row whose file is gone") {
  CHECK_THROWS_WITH(
      status({{"1.sql"}, {{"2", 1, 2}}}),
      "sql/migrate: missing migration: revision \"2_.sql\" is partially applied but migration file was not found");
  CHECK_THROWS_WITH(status({{}, {{"2", 1, 2}}}), "migration file with version \"2\" not found");
}

TEST_CASE("a partial row whose file does not split any more") {
  given::Situation s({}, {{"1", 1, 2}});
  s.directory = plumb::migration::Directory::from_files({{"1.sql", "SELECT 'a"}});
  CHECK_THROWS_WITH(status(s), "sql/migrate: scanning statements from \"1.sql\": 1:8: unclosed quote '\\''");
}

TEST_CASE("rows newer than every file") {
  const Status found = status({{"1.sql"}, {{"1"}, {"2"}, {"3"}}});
  CHECK(found.current == "3");
  CHECK(found.status == "OK");
}
