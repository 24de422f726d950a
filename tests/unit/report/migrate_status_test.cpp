// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/migrate_status.hpp>

#include <support/catch.hpp>

#include "migrate_example.hpp"

using namespace plumb;
using namespace plumb::report;

namespace {

apply::Revision make_row(const char* version) {
  apply::Revision row;
  row.version = version;
  row.description = "first";
  row.applied = row.total = 1;
  row.execution_time = 1'500'000;
  row.executed_at = make_time(std::chrono::nanoseconds(0));
  row.operator_version = "plumb v0";
  return row;
}

// One of two files is applied.
apply::Status make_pending(const migration::Directory& directory) {
  apply::Status status;
  status.available = {&directory.files()[0], &directory.files()[1]};
  status.pending = {&directory.files()[1]};
  status.applied = {make_row("1")};
  status.current = "1";
  status.next = "2";
  status.status = apply::k_status_pending;
  return status;
}

}  // namespace

TEST_CASE("pending files") {
  const migration::Directory directory = make_directory();
  CHECK(migrate_status_text(make_pending(directory), Style()) ==
        "Migration Status: PENDING\n"
        "  -- Current Version: 1\n"
        "  -- Next Version:    2\n"
        "  -- Executed Files:  1\n"
        "  -- Pending Files:   1\n");
}

TEST_CASE("nothing pending, in colours") {
  apply::Status status;
  status.current = "2";
  status.next = apply::k_latest_version;
  status.status = apply::k_status_ok;
  status.applied = {make_row("1"), make_row("2")};
  CHECK(migrate_status_text(status, Style(Colour::yes)) ==
        "Migration Status: \x1b[92mOK\x1b[0m\n"
        "  \x1b[33m--\x1b[0m Current Version: \x1b[36m2\x1b[0m\n"
        "  \x1b[33m--\x1b[0m Next Version:    \x1b[36mAlready at latest version\x1b[0m\n"
        "  \x1b[33m--\x1b[0m Executed Files:  2\n"
        "  \x1b[33m--\x1b[0m Pending Files:   0\n");
}

TEST_CASE("a file that was applied in part") {
  const migration::Directory directory = make_directory();
  apply::Status status = make_pending(directory);
  status.applied[0].total = 3;
  status.applied[0].error = "boom";
  status.count = 1;
  status.total = 3;
  status.sql = "THIS IS BAD;";
  status.error = "boom";
  CHECK(migrate_status_text(status, Style()) ==
        "Migration Status: PENDING\n"
        "  -- Current Version: 1 (1 statements applied)\n"
        "  -- Next Version:    2 (2 statements left)\n"
        "  -- Executed Files:  1 (last one partially)\n"
        "  -- Pending Files:   1\n"
        "\n"
        "Last migration attempt had errors:\n"
        "  -- SQL:   THIS IS BAD;\n"
        "  -- ERROR: boom\n");
}

TEST_CASE("files out of order") {
  const migration::Directory directory = make_directory();
  apply::Status status = make_pending(directory);
  status.out_of_order = {&directory.files()[0]};
  status.next = apply::k_unknown_version;
  status.error = "migration file 1_first.sql was added out of order";
  const std::string text = migrate_status_text(status, Style());
  CHECK(text.find("  -- Next Version:    UNKNOWN\n") != std::string::npos);
  CHECK(text.find("  -- Pending Files:   2 (1 out of order)\n") != std::string::npos);
  CHECK(text.ends_with("\n\n  ERROR: migration file 1_first.sql was added out of order\n"));
  status.pending.clear();
  CHECK(migrate_status_text(status, Style()).find("  -- Pending Files:   1 (out of order)\n") != std::string::npos);
}

TEST_CASE("the data of a status") {
  const migration::Directory directory = make_directory();
  const tmpl::Value data = migrate_status_data(make_pending(directory), Secret("postgres://db/app"), "file://m");
  CHECK(render("{{ json .Applied }}", data)
            .starts_with("[{\"Version\":\"1\",\"Description\":\"first\",\"Type\":\"applied\",\"Applied\":1,\"Total\":1,"
                         "\"ExecutedAt\":\"2026-"));
  CHECK(
      render("{{ json .Applied }}", data).ends_with("\",\"ExecutionTime\":1500000,\"OperatorVersion\":\"plumb v0\"}]"));
  CHECK(render("{{ json . }}", data).starts_with("{\"Env\":{\"Driver\":\"postgres\",\"URL\":{"));
  CHECK(render("{{ json . }}", data).ends_with(",\"Current\":\"1\",\"Next\":\"2\",\"Status\":\"PENDING\"}"));
  CHECK(render("{{ range .Applied }}{{ .ExecutionTime }} {{ .Type }}{{ end }}", data) == "1.5ms applied");
  CHECK(render("{{ .Status }} {{ .Left }} {{ .FromCheckpoint }} {{ .Env.Dir }} {{ .Dir }} {{ len .Pending }}", data) ==
        "PENDING 0 false file://m file://m 1");
}
