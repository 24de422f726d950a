// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/migrate_apply.hpp>

#include <support/catch.hpp>

#include "migrate_example.hpp"

using namespace plumb;
using namespace plumb::report;

namespace {

struct Example {
  migration::Directory directory = make_directory();
  apply::RunReport report;

  explicit Example(Outcome outcome) : report(make_report(directory, outcome)) {}
  [[nodiscard]] std::string show(std::string_view text) const {
    return render(text, migrate_apply_data(report, Secret(k_example_url), "file://migrations", Style()));
  }
};

// Times are local.
std::string without_times(std::string text) {
  for (std::size_t at = 0; (at = text.find("\":\"2026-", at)) != std::string::npos;) {
    const std::size_t begin = at + 3;
    text.replace(begin, text.find('"', begin) - begin, "T");
    at = begin;
  }
  return text;
}

constexpr std::string_view k_env =
    "\"Driver\":\"postgres\",\"URL\":{\"Scheme\":\"postgres\",\"Opaque\":\"\",\"User\":{},\"Host\":\"db:5432\","
    "\"Path\":\"/app\",\"Fragment\":\"\",\"RawQuery\":\"search_path=public\\u0026sslmode=disable\",\"RawPath\":\"\","
    "\"RawFragment\":\"\",\"ForceQuery\":false,\"OmitHost\":false,\"Schema\":\"public\"},\"Dir\":\"file://migrations\"";

}  // namespace

TEST_CASE("the JSON of a run") {
  const Example example(Outcome::failing);
  CHECK(without_times(example.show("{{ json . }}")) ==
        "{" + std::string(k_env) +
            ",\"Pending\":[{\"Name\":\"1_first.sql\",\"Version\":\"1\",\"Description\":\"first\"},"
            "{\"Name\":\"2_second.sql\",\"Version\":\"2\",\"Description\":\"second\"}],"
            "\"Applied\":[{\"Name\":\"1_first.sql\",\"Version\":\"1\",\"Description\":\"first\",\"Start\":\"T\","
            "\"End\":\"T\","
            "\"Applied\":[\"CREATE TABLE a (id int);\"]},"
            "{\"Name\":\"2_second.sql\",\"Version\":\"2\",\"Description\":\"second\",\"Start\":\"T\",\"End\":\"T\","
            "\"Applied\":[\"CREATE TABLE b (id int);\",\"THIS IS\\nBAD;\"],"
            "\"Error\":{\"Stmt\":\"THIS IS\\nBAD;\",\"Text\":\"pq: syntax error at or near \\\"THIS\\\" at position "
            "1:1 (42601)\"}}],"
            "\"Target\":\"2\",\"Start\":\"T\",\"End\":\"T\","
            "\"Error\":\"sql/migrate: executing statement \\\"THIS IS\\\\nBAD;\\\" from version \\\"2\\\": pq: syntax "
            "error at or near "
            "\\\"THIS\\\" at position 1:1 (42601)\"}");
}

TEST_CASE("the message of the JSON says what was done, with two blanks before the first run") {
  Example example(Outcome::fine);
  CHECK(
      example.show("{{ json . }}").ends_with(",\"Message\":\"Migrated to version 2 from  (2 migrations in total)\"}"));
  example.report.pending.clear();
  example.report.applied.clear();
  example.report.target.clear();
  example.report.current = "2";
  CHECK(without_times(example.show("{{ json . }}")) ==
        "{" + std::string(k_env) +
            ",\"Current\":\"2\",\"Start\":\"T\",\"End\":\"T\",\"Message\":\"No migration files to execute\"}");
}

TEST_CASE("what templates ask for") {
  const Example example(Outcome::failing);
  CHECK(
      example
          .show("{{ range .Applied }}{{ .Name }} {{ .Version }} {{ .Desc }} {{ len .Applied }} {{ .Error }}|{{ end }}")
          .starts_with("1_first.sql 1 first 1 <nil>|2_second.sql 2 second 2 &{"));
  CHECK(example.show("{{ range .Applied }}{{ with .Error }}{{ .Stmt }}:{{ .Text }}{{ end }}{{ end }}") ==
        "THIS IS\nBAD;:pq: syntax error at or near \"THIS\" at position 1:1 (42601)");
  CHECK(example.show("{{ range .Pending }}{{ .Name }}={{ len .Stmts }} {{ printf \"%.6s\" .Bytes }} {{ end }}") ==
        "1_first.sql=1 CREATE 2_second.sql=2 CREATE ");
  CHECK(example.show("{{ .Header }}\n{{ slice (.Summary \"  \") 0 3 }}") ==
        "Migrating to version 2 (2 migrations in total):\n-- ");
  CHECK(example.show("{{ .End.Sub .Start }}") == "5.412737ms");
  CHECK(example.show("{{ .Driver }} {{ .Env.Driver }} {{ .Dir }} {{ .Target }} {{ .Current }}.") ==
        "postgres postgres file://migrations 2 .");
}

TEST_CASE("a field that is not there is told with Go's type") {
  const Example example(Outcome::fine);
  CHECK_THROWS_WITH(
      example.show("{{ .Nope }}"),
      "template: format:1:3: executing \"format\" at <.Nope>: can't evaluate field Nope in type *cmdlog.MigrateApply");
  CHECK_THROWS_WITH(example.show("{{ .Applied.Name }}"),
                    "template: format:1:11: executing \"format\" at <.Applied.Name>: can't evaluate field Name in type "
                    "[]*cmdlog.AppliedFile");
  CHECK_THROWS_WITH(
      example.show("{{ range .Pending }}{{ .Nope }}{{ end }}"),
      "template: format:1:23: executing \"format\" at <.Nope>: can't evaluate field Nope in type migrate.File");
}
