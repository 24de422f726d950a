// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include <plumb/base/error.hpp>
#include <plumb/template/template.hpp>

#include <support/catch.hpp>

using namespace plumb::tmpl;

namespace {

Value example_data() {
  return Value::Map{{"a", 1},
                    {"b", "x<y"},
                    {"l", List{1, 2, 3}},
                    {"s", Value(List{"p", "q"}).with_type("[]string")},
                    {"f", 1.5},
                    {"t", true},
                    {"n", Value()},
                    {"m", Value::Map{{"k", "v"}, {"z", 2}}},
                    {"by", Value::bytes("hi\n")}};
}

std::string render(std::string_view text, const Value& data,
                   Template::MissingKey missing = Template::MissingKey::no_value) {
  try {
    return Template::parse("format", text, atlas_functions(false)).execute(data, missing);
  } catch (const plumb::Error& e) {
    return "ERR " + e.message();
  }
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

Value person() {
  Struct record;
  record.type_name = "*demo.Person";
  record.fields = {{"Name", "Name", "Ann"}, {"Age", "Age", 7, true}, {"Secret", "", "s"}};
  record.methods["Greet"] = Function({Function::Type::string}, [](const std::vector<Value>& v) -> Value {
    if (v[0].as_string()->empty()) throw plumb::Error("nobody to greet");
    return "hello " + *v[0].as_string();
  });
  return record;
}

}  // namespace

TEST_CASE("templates render, and fail, as in Go") {
  std::ifstream file(PLUMB_SOURCE_DIR "/tests/unit/template/go_cases.txt");
  std::string text;
  std::string expected;
  int count = 0;
  while (std::getline(file, text)) {
    if (text.empty() || text[0] == '#') continue;
    std::getline(file, expected);
    INFO(text);
    CHECK(replace_all(render(replace_all(text, "\\N", "\n"), example_data()), "\n", "\\N") == expected);
    ++count;
  }
  CHECK(count > 400);
}

TEST_CASE("fields and methods of a struct") {
  CHECK(render("{{ .Name }} {{ .Greet \"Bob\" }} {{ \"Eve\" | .Greet }}", person()) == "Ann hello Bob hello Eve");
  CHECK(render("{{ .Nope }}", person()) ==
        "ERR template: format:1:3: executing \"format\" at <.Nope>: can't evaluate field Nope in type *demo.Person");
  CHECK(render("{{ .Greet }}", person()) ==
        "ERR template: format:1:3: executing \"format\" at <.Greet>: wrong number of args for Greet: want 1 got 0");
  CHECK(render("{{ .Name 1 }}", person()) ==
        "ERR template: format:1:3: executing \"format\" at <.Name>: Name has arguments but cannot be invoked as "
        "function");
  CHECK(render("{{ .Greet \"\" }}", person()) ==
        "ERR template: format:1:3: executing \"format\" at <.Greet>: error calling Greet: nobody to greet");
  CHECK(render("{{ . }}", person()) == "&{Ann 7 s}");
}

TEST_CASE("a nil pointer prints, is false, and has no fields to give") {
  Struct nil;
  nil.type_name = "*demo.Error";
  nil.nil = true;
  nil.fields = {{"Text", "Text", ""}};
  const Value data = Value::Map{{"e", nil}};
  CHECK(render("{{ .e }}|{{ if .e }}yes{{ else }}no{{ end }}|{{ json .e }}", data) == "<nil>|no|null");
  CHECK(render("{{ .e.Nope }}", Value::Map{{"e", nil}}).find("can't evaluate field Nope") != std::string::npos);
  CHECK(render("{{ with $x := .e }}{{ end }}{{ $y := .e }}{{ $y.Text }}", data) ==
        "ERR template: format:1:47: executing \"format\" at <$y.Text>: nil pointer evaluating *demo.Error.Text");
}

TEST_CASE("a named basic type compares as what it is and prints as it says") {
  Struct duration;
  duration.type_name = "time.Duration";
  duration.underlying = 1500;
  duration.print = [] { return std::string("1.5µs"); };
  const Value data = Value::Map{{"d", duration}};
  CHECK(render("{{ .d }} {{ gt .d 1000 }} {{ printf \"%d %s\" .d .d }} {{ json .d }}", data) ==
        "1.5µs true 1500 1.5µs 1500");
}

TEST_CASE("a missing key is an error where that was asked for") {
  CHECK(render("{{ .Nope }}", Value::Map{}, Template::MissingKey::error) ==
        "ERR template: format:1:3: executing \"format\" at <.Nope>: map has no entry for key \"Nope\"");
  CHECK(render("{{ .n.x }}", Value::Map{{"n", Value()}}, Template::MissingKey::error) ==
        "ERR template: format:1:5: executing \"format\" at <.n.x>: nil data; no entry for key \"x\"");
}

TEST_CASE("templates of several texts see each other; errors name the text they are in") {
  Template set = Template::parse("main.sql", "{{ template \"inc\" . }}\n{{ template \"bad\" . }}", {});
  set.add("shared.tmpl", "{{ define \"inc\" }}[{{ . }}]{{ end }}\n{{ define \"bad\" }}\n{{ .x }}{{ end }}");
  try {
    (void)set.execute(Value(1));
    FAIL("no error");
  } catch (const plumb::Error& e) {
    CHECK(e.message() == "template: shared.tmpl:3:3: executing \"bad\" at <.x>: can't evaluate field x in type int");
  }
  CHECK(set.execute_template("inc", Value("y")) == "[y]");
}

TEST_CASE("a later text replaces a template, but not by blanks") {
  Template set = Template::parse("a", "{{ define \"x\" }}1{{ end }}{{ template \"x\" }}", {});
  set.add("b", "{{ define \"x\" }} {{ end }}");
  CHECK(set.execute(Value()) == "1");
  set.add("c", "{{ define \"x\" }}2{{ end }}");
  CHECK(set.execute(Value()) == "2");
}

TEST_CASE("a template that calls itself for ever ends with an error") {
  CHECK(render("{{ define \"r\" }}{{ template \"r\" }}{{ end }}{{ template \"r\" }}", Value())
            .find("exceeded maximum template depth") != std::string::npos);
}

TEST_CASE("a template prints back with normal blanks") {
  const auto printed = [](std::string_view text) { return Template::parse("t", text, atlas_functions(false)).str(); };
  CHECK(printed("x{{json   .}}") == "x{{json .}}");
  CHECK(printed("a {{- if eq .x 1 -}} b {{- else if .y}}c{{end}}") ==
        "a{{if eq .x 1}}b{{else}}{{if .y}}c{{end}}{{end}}");
  CHECK(printed("{{range $i,$e:=.l}}{{$i}}{{break}}{{end}}{{/* gone */}}") ==
        "{{range $i, $e := .l}}{{$i}}{{break}}{{end}}");
  CHECK(printed("{{(index .l 0).x|print `a`}}{{template \"t\" .}}") ==
        "{{(index .l 0).x | print `a`}}{{template \"t\" .}}");
}
