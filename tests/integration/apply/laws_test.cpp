// SPDX-License-Identifier: Apache-2.0
// What holds for every run: how a stream is cut into runs does not matter, and the modes differ only in failure.
#include <support/catch.hpp>

#include "stream.hpp"

using namespace plumb;
using apply::TxMode;
using test::Stream;

TEST_CASE("applying files one by one equals applying all") {
  const TxMode mode = GENERATE(TxMode::file, TxMode::all, TxMode::none);
  Stream at_once(test::three_files());
  CHECK(at_once.run({.mode = mode}).error.empty());
  Stream one_by_one(test::three_files());
  for (int i = 0; i < 3; ++i) {
    const apply::RunReport report = one_by_one.run({.mode = mode, .amount = 1});
    CHECK(report.error.empty());
    CHECK(report.applied.size() == 1);
  }
  CHECK(at_once.state() == one_by_one.state());
  CHECK(one_by_one.run({.mode = mode}).applied.empty());
}

TEST_CASE("all modes leave the same database") {
  Stream file(test::three_files());
  Stream all(test::three_files());
  Stream none(test::three_files());
  CHECK(file.run({.mode = TxMode::file}).error.empty());
  CHECK(all.run({.mode = TxMode::all}).error.empty());
  CHECK(none.run({.mode = TxMode::none}).error.empty());
  CHECK(file.state() == all.state());
  CHECK(file.state() == none.state());
}

TEST_CASE("a failing statement leaves what its mode promises, and the repaired file ends as if it had not been") {
  const TxMode mode = GENERATE(TxMode::file, TxMode::all, TxMode::none);
  Stream undisturbed(test::three_files());
  CHECK(undisturbed.run({.mode = mode}).error.empty());

  test::Files broken = test::three_files();
  broken["3_last.sql"] = "CREATE TABLE c (t text);\nINSERT INTO nowhere VALUES ('x;y');\n";
  Stream stream(broken);
  const apply::RunReport report = stream.run({.mode = mode});
  CHECK(report.error.find("42P01") != std::string::npos);
  const std::string tables = stream.ask("SELECT count(*) FROM pg_class WHERE relname IN ('a', 'c') AND relkind = 'r'");
  const std::string rows = stream.ask(
      "SELECT string_agg(version || ' ' || applied || '/' || total, ', ' ORDER BY version) FROM "
      "atlas_schema_revisions.atlas_schema_revisions WHERE error = ''");
  if (mode == TxMode::all) CHECK(tables + " " + rows == "0 ");
  if (mode == TxMode::file) CHECK(tables + " " + rows == "1 1 3/3, 2 2/2");
  if (mode == TxMode::none) CHECK(tables + " " + rows == "2 1 3/3, 2 2/2");

  stream.set_files(test::three_files());
  CHECK(stream.run({.mode = mode}).error.empty());
  if (mode == TxMode::none) {
    // As with Atlas, a file that goes on keeps the row of its first run, and so the hash of the file as it was then.
    for (const Stream* one : {&stream, &undisturbed}) {
      CHECK(one->ask(
                "UPDATE atlas_schema_revisions.atlas_schema_revisions SET hash = '' WHERE version = '3' RETURNING 1") ==
            "1");
    }
  }
  CHECK(stream.state() == undisturbed.state());
}
