// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/base/error.hpp>
#include <plumb/contract/rule.hpp>

namespace plumb::contract {
namespace {

constexpr std::string_view k_good =
    "-- rule: TEAM001\n-- title: A title\n-- severity: low\n-- object: table\n-- why: Because\n--   of that.\n"
    "-- knob: mode = a, b: what it does\n-- about: table.owner, policy\n-- bad: SELECT 1;\n--   SELECT 2;\n"
    "SELECT name, 'm' AS message FROM \"tables\";\n";

Rules parsed(std::string text) {
  const Rules::File file{"rules/t.sql", std::move(text)};
  return Rules::parse(std::span(&file, 1), Origin::team);
}

std::string complaint(std::string text) {
  try {
    (void)parsed(std::move(text));
    return "";
  } catch (const Error& error) {
    return describe(error);
  }
}

// k_good with a line of it replaced.
std::string with(std::string_view line, std::string_view instead) {
  std::string text(k_good);
  text.replace(text.find(line), line.size(), instead);
  return text;
}

TEST_CASE("the header of a rule is read; what goes on on the next line belongs to it") {
  const Rules rules = parsed(std::string(k_good));
  const Rule* rule = rules.find("TEAM001");
  REQUIRE(rule != nullptr);
  CHECK(rule->why == "Because of that.");
  CHECK(rule->bad == "SELECT 1;\nSELECT 2;");
  CHECK(rule->severity == finding::Severity::low);
  CHECK(rule->about == std::vector<std::string>{"table.owner", "policy"});
  CHECK(rule->knobs.at(0).values == std::vector<std::string>{"a", "b"});
  CHECK(rule->knobs.at(0).what == "what it does");
  CHECK(rules.find("TEAM002") == nullptr);
}

TEST_CASE("a header that is not right is told with its line") {
  CHECK(complaint(with("-- severity: low", "-- sevrity: low")) ==
        "2 problems\n"
        "rules/t.sql:3:1: unknown word \"sevrity\" in a rule's header\n  -- sevrity: low\n  ^\n"
        "HINT: did you mean \"severity\"?\n"
        "rules/t.sql:1:1: the rule has no \"severity\"\n  -- rule: TEAM001\n  ^");
  CHECK(complaint(with("-- severity: low", "-- severity: lo")).find("did you mean \"low\"?") != std::string::npos);
  CHECK(complaint(with("-- title: A title", "-- title: A\n-- title: B")).find("\"title\" is given twice") !=
        std::string::npos);
  CHECK(complaint(with("-- title: A title", "-- no header")).find("not a line of a rule's header") !=
        std::string::npos);
  CHECK(complaint(with("-- knob: mode = a, b: what it does", "-- knob: mode")).find("says what it does") !=
        std::string::npos);
  CHECK(complaint("-- rule: X001\n").find("has no SELECT") != std::string::npos);
  CHECK(complaint(with("-- object: table", "-- object: table\n-- algorithm: measured")).find("not both") !=
        std::string::npos);
}

TEST_CASE("the rules that are built in are right, in order, and each of its own code") {
  const auto& rules = Rules::builtin().list();
  REQUIRE(rules.size() >= 17);
  for (std::size_t i = 1; i < rules.size(); ++i) CHECK(rules[i - 1].code < rules[i].code);
}

TEST_CASE("plumb.yaml can only speak of rules and knobs that there are") {
  const auto check = [](std::string_view text) {
    try {
      check_settings(settings::parse(text, "plumb.yaml"), Rules::builtin());
      return std::string();
    } catch (const Error& error) {
      return describe(error);
    }
  };
  CHECK(check("rules: {RLS007: {extra_policy_roles: [a]}, RLS008: off}").empty());
  CHECK(check("rules:\n  RLS999: off\n") ==
        "plumb.yaml:2:3: there is no rule RLS999\n    RLS999: off\n    ^\nHINT: did you mean \"RLS009\"?");
  CHECK(check("rules: {RLS007: {extra_roles: [a]}}").find("rule RLS007 has no knob \"extra_roles\"") !=
        std::string::npos);
  CHECK(check("waivers: [{rule: ABC001, object: table a.b, reason: r, until: 2027-01-01}]")
            .find("there is no rule ABC001") != std::string::npos);
  CHECK(check("waivers: [{rule: DRF003, object: table a.b, reason: r, until: 2027-01-01}]").empty());
}

TEST_CASE("knobs have the rule's values where plumb.yaml says none") {
  const Rules rules = parsed(std::string(k_good));
  CHECK(with_knobs({}, rules).knobs.at("TEAM001.mode") == std::vector<std::string>{"a", "b"});
  const auto settings = settings::parse("rules: {TEAM001: {mode: c}}", "plumb.yaml");
  CHECK(with_knobs(settings, rules).knobs.at("TEAM001.mode") == std::vector<std::string>{"c"});
}

}  // namespace
}  // namespace plumb::contract
