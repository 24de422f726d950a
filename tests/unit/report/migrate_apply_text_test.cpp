// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/migrate_apply.hpp>

#include <support/catch.hpp>

#include "migrate_example.hpp"

using namespace plumb;
using namespace plumb::report;

TEST_CASE("a run without errors") {
  const migration::Directory directory = make_directory();
  apply::RunReport report = make_report(directory, Outcome::fine);
  report.applied[1].applied = {"CREATE TABLE b (id int);"};
  CHECK(migrate_apply_text(report, Style()) ==
        "Migrating to version 2 (2 migrations in total):\n"
        "\n"
        "  -- migrating version 1\n"
        "    -> CREATE TABLE a (id int);\n"
        "  -- ok (12.345µs)\n"
        "\n"
        "  -- migrating version 2\n"
        "    -> CREATE TABLE b (id int);\n"
        "  -- ok (2ms)\n"
        "\n"
        "  -------------------------\n"
        "  -- 5.412737ms\n"
        "  -- 2 migrations\n"
        "  -- 2 sql statements\n");
}

TEST_CASE("a run that fails: further lines of a statement are indented, those of the error are not") {
  const migration::Directory directory = make_directory();
  apply::RunReport report = make_report(directory, Outcome::failing);
  report.current = "0";
  CHECK(migrate_apply_text(report, Style()) ==
        "Migrating to version 2 from 0 (2 migrations in total):\n"
        "\n"
        "  -- migrating version 1\n"
        "    -> CREATE TABLE a (id int);\n"
        "  -- ok (12.345µs)\n"
        "\n"
        "  -- migrating version 2\n"
        "    -> CREATE TABLE b (id int);\n"
        "    -> THIS IS\n"
        "       BAD;\n"
        "    pq: syntax error at or near \"THIS\" at position 1:1 (42601)\n"
        "\n"
        "  -------------------------\n"
        "  -- 5.412737ms\n"
        "  -- 1 migration ok, 1 with errors\n"
        "  -- 2 sql statements ok, 1 with errors\n");
}

TEST_CASE("one file that fails in its first statement counts no success") {
  const migration::Directory directory = make_directory();
  apply::RunReport report = make_report(directory, Outcome::failing);
  report.applied.erase(report.applied.begin());
  report.applied[0].applied.erase(report.applied[0].applied.begin());
  const std::string text = migrate_apply_text(report, Style());
  CHECK(text.ends_with("  -- 1 migration with errors\n  -- 1 sql statement with errors\n"));
}

TEST_CASE("nothing to do, and an error before the first file") {
  apply::RunReport report;
  CHECK(migrate_apply_text(report, Style()) == "No migration files to execute\n");
  const migration::Directory directory = make_directory();
  report.pending = {&directory.files()[0]};
  report.target = "1";
  report.error = "unknown tx-mode \"bogus\"";
  CHECK(migrate_apply_text(report, Style()) ==
        "Migrating to version 1 (1 migrations in total):\n"
        "\n"
        "    unknown tx-mode \"bogus\"\n"
        "\n"
        "  -------------------------\n"
        "  -- 0s\n");
}

TEST_CASE("colours are where Atlas has them") {
  const migration::Directory directory = make_directory();
  const apply::RunReport report = make_report(directory, Outcome::failing);
  const std::string text = migrate_apply_text(report, Style(Colour::yes));
  CHECK(text.starts_with("Migrating to version \x1b[36m2\x1b[0m (2 migrations in total):\n"));
  CHECK(text.find("  \x1b[33m--\x1b[0m migrating version \x1b[36m1\x1b[0m\n") != std::string::npos);
  CHECK(text.find("    \x1b[36m->\x1b[0m CREATE TABLE a (id int);\n") != std::string::npos);
  CHECK(text.find("  \x1b[33m--\x1b[0m ok (\x1b[33m12.345µs\x1b[0m)\n") != std::string::npos);
  CHECK(text.find("    \x1b[91mpq: syntax error") != std::string::npos);
  CHECK(text.find("  \x1b[36m-------------------------\x1b[0m\n") != std::string::npos);
}
