// SPDX-License-Identifier: Apache-2.0
// The recorded cases are in tests/compat; here are the texts, and what lies beside them.
#include <plumb/apply/pending.hpp>

#include <support/catch.hpp>

#include "given.hpp"

using namespace plumb::apply;
using given::Names;

namespace {

Pending pending(const given::Situation& s, ExecOrder order = ExecOrder::linear) {
  return pending_files({.revisions = s.revisions, .files = s.directory.files(), .order = order});
}

}  // namespace

TEST_CASE("files behind the last revision are pending") {
  const given::Situation s({"1.sql", "2.sql", "3.sql"}, {{"1"}});
  CHECK(given::names(pending(s).files) == Names{"2.sql", "3.sql"});
}

TEST_CASE("files out of order: the message names them, the pending ones are those behind the last revision") {
  const given::Situation one({"1.sql", "2.5_x.sql", "3.sql", "4.sql"}, {{"1"}, {"3"}});
  CHECK(pending(one).problem == Pending::Problem::out_of_order);
  CHECK(pending(one).message ==
        "migration file 2.5_x.sql was added out of order. See: https://atlasgo.io/versioned/apply#non-linear-error");
  CHECK(given::names(pending(one).out_of_order) == Names{"2.5_x.sql"});
  CHECK(given::names(pending(one).files) == Names{"4.sql"});

  const given::Situation two({"1.sql", "2.5.sql", "2.6.sql", "3.sql"}, {{"1"}, {"3"}});
  CHECK(pending(two).message ==
        "migration files 2.5.sql, 2.6.sql were added out of order. See: "
        "https://atlasgo.io/versioned/apply#non-linear-error");
}

TEST_CASE("a partial revision and a file out of order") {
  const given::Situation s({"1.sql", "2.5.sql", "3.sql"}, {{"1"}, {"3", 1, 2}});
  CHECK(given::names(pending(s).out_of_order) == Names{"2.5.sql"});
  CHECK(given::names(pending(s).files) == Names{"3.sql"});
  CHECK(given::names(pending(s, ExecOrder::non_linear).files) == Names{"2.5.sql", "3.sql"});
  CHECK(given::names(pending(s, ExecOrder::linear_skip).files) == Names{"3.sql"});
}

TEST_CASE("a partial revision whose file is gone") {
  given::Situation s({"1.sql", "3.sql"}, {{"1"}, {"2", 1, 2}});
  s.revisions.back().description = "second";
  CHECK(pending(s).problem == Pending::Problem::missing_file);
  CHECK(pending(s).message ==
        "sql/migrate: missing migration: revision \"2_second.sql\" is partially applied but migration file was not "
        "found");
}

TEST_CASE("more statements applied than counted is partial as well") {
  const given::Situation s({"1.sql", "2.sql"}, {{"1", 3, 2}});
  CHECK(given::names(pending(s).files) == Names{"1.sql", "2.sql"});
}

TEST_CASE("a directory of checkpoints only has nothing for a later run, but for one that is partial") {
  const given::Situation s({"1_ck.sql", "2_ck.sql"}, {{"1"}});
  CHECK(pending(s).files.empty());
  const given::Situation partial({"1_ck.sql", "2_ck.sql", "3.sql"}, {{"1", 1, 2}});
  CHECK(given::names(pending(partial).files) == Names{"1_ck.sql", "3.sql"});
}

TEST_CASE("the first run starts at the last checkpoint") {
  const given::Situation s({"1.sql", "2_ck.sql", "3.sql", "4_ck.sql", "5.sql"}, {});
  CHECK(given::names(first_run_files(s.directory.files())) == Names{"4_ck.sql", "5.sql"});
  const given::Situation none({}, {});
  CHECK(first_run_files(none.directory.files()).empty());
}

TEST_CASE("a baseline is a version among the files that are no checkpoints") {
  const given::Situation s({"1.sql", "2_ck.sql", "3.sql", "4.sql"}, {});
  const BaselineFiles found = baseline_files(s.directory.files(), "1");
  REQUIRE(found.baseline != nullptr);
  CHECK(found.baseline->name == "1.sql");
  CHECK(given::names(found.files) == Names{"3.sql", "4.sql"});
  CHECK(baseline_files(s.directory.files(), "2").baseline == nullptr);
  CHECK(baseline_files(s.directory.files(), "4").files.empty());
  CHECK(baseline_files(s.directory.files(), "4").baseline != nullptr);
}
