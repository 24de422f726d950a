// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/migrate_texts.hpp>

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::report;

namespace {

apply::Revision make_row(const char* version, const char* description) {
  apply::Revision row;
  row.version = version;
  row.description = description;
  return row;
}

}  // namespace

TEST_CASE("the help for a wrong atlas.sum") {
  migration::SumProblem problem;
  CHECK(checksum_help(problem, "plumb", Style()) ==
        "You have a checksum error in your migration directory.\n"
        "Please check your migration files and run 'plumb migrate hash' to re-hash the contents\n\n");
  problem.location =
      migration::SumProblem::Location{.line = 3, .file = "2_b.sql", .reason = migration::SumProblem::Reason::edited};
  CHECK(checksum_help(problem, "atlas", Style()) ==
        "You have a checksum error in your migration directory.\n"
        "\n\tL3: 2_b.sql was edited\n\n"
        "Please check your migration files and run 'atlas migrate hash' to re-hash the contents\n\n");
}

TEST_CASE("what set has done") {
  apply::SetPlan plan;
  CHECK(migrate_set_text(plan, Style()).empty());
  plan.version = "2";
  plan.removed = {make_row("3", "c"), make_row("4", "")};
  plan.resolved = {make_row("2", "b")};
  plan.inserted = {make_row("1", "a")};
  CHECK(migrate_set_text(plan, Style()) ==
        "Current version is 2 (2 set, 2 removed):\n\n  + 1 (a)\n  + 2 (b)\n  - 3 (c)\n  - 4\n\n");
  plan.resolved.clear();
  plan.inserted.clear();
  CHECK(migrate_set_text(plan, Style()).starts_with("Current version is 2 (2 removed):\n"));
  plan.version.clear();
  CHECK(migrate_set_text(plan, Style(Colour::yes)) ==
        "All revisions deleted (2 in total):\n\n  \x1b[91m-\x1b[0m 3 (c)\n  \x1b[91m-\x1b[0m 4\n\n");
}

TEST_CASE("the guard text for rows in a schema that nobody asked for") {
  const std::string_view text = ambiguous_revisions_text();
  CHECK(
      text.starts_with("We couldn't find a revision table in the connected schema but found one in \nthe schema "
                       "'atlas_schema_revisions' and cannot determine the desired behavior.\n\nAs a safety guard,"));
  CHECK(text.ends_with("schema if it is unused.\n\n"));
}
