// SPDX-License-Identifier: Apache-2.0
#include "../../../src/report/go_time.hpp"

#include <plumb/template/template.hpp>

#include <support/catch.hpp>

using namespace plumb;
using namespace std::chrono_literals;

namespace {

const TimePoint k_time{std::chrono::nanoseconds{1'771'671'845'123'456'000}};

std::string render(std::string_view text) {
  const tmpl::Value data = tmpl::Value::Map{{"a", report::time_value(k_time, report::Zone::utc)},
                                            {"b", report::time_value(k_time + 1500ms, report::Zone::utc)},
                                            {"d", report::duration_value(90s)}};
  return tmpl::Template::parse("t", text, tmpl::atlas_functions(false)).execute(data);
}

}  // namespace

TEST_CASE("a time prints and marshals as Go's") {
  CHECK(render("{{ .a }}") == "2026-02-21 11:04:05.123456 +0000 UTC");
  CHECK(render("{{ json .a }}") == "\"2026-02-21T11:04:05.123456Z\"");
  CHECK(render("{{ .a.String }}") == render("{{ .a }}"));
}

TEST_CASE("what templates ask a time for") {
  CHECK(render("{{ .a.Format \"2006/01/02\" }}") == "2026/02/21");
  CHECK(render("{{ .a.Unix }} {{ .a.UnixMilli }} {{ .a.UnixNano }}") == "1771671845 1771671845123 1771671845123456000");
  CHECK(render("{{ .a.Year }} {{ .a.Month }} {{ .a.Day }} {{ .a.Hour }} {{ .a.YearDay }} {{ .a.IsZero }}") ==
        "2026 February 21 11 52 false");
  CHECK(render("{{ .b.Sub .a }} {{ (.b.Sub .a).Seconds }} {{ .a.Before .b }} {{ .a.After .b }} {{ .a.Equal .a }}") ==
        "1.5s 1.5 true false true");
  CHECK(render("{{ .a.UTC.Format \"15\" }}") == "11");
  CHECK_THROWS_WITH(
      render("{{ .a.Sub 1 }}"),
      "template: t:1:5: executing \"t\" at <.a.Sub>: error calling Sub: wrong type for value; expected time.Time; "
      "got int");
}

TEST_CASE("a duration is a number that prints as text") {
  CHECK(
      render("{{ .d }} {{ json .d }} {{ .d.Minutes }} {{ .d.Milliseconds }} {{ gt .d 1000 }} {{ printf \"%d\" .d }}") ==
      "1m30s 90000000000 1.5 90000 true 90000000000");
}
