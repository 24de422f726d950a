// SPDX-License-Identifier: Apache-2.0
// Each format against a file of golden/. PLUMB_ACCEPT=1 writes the files anew: look at the difference before it is
// committed. tests/unit/report/formats_check reads the same files and asks whether they are what they claim to be.
#include <plumb/report/findings.hpp>
#include <support/catch.hpp>

#include <cstdlib>

#include <plumb/base/files.hpp>

#include "rich_report.hpp"

namespace plumb::report {
namespace {

std::string golden(const std::string& name, const std::string& seen) {
  const std::string path = PLUMB_SOURCE_DIR "/tests/unit/report/golden/" + name;
  if (std::getenv("PLUMB_ACCEPT") != nullptr) write_file(path, seen);
  return read_file(path);
}

// Not those that are built in: their words may change.
const contract::Rules& rules() {
  static const contract::Rules rules = [] {
    std::vector<contract::Rules::File> files;
    for (const std::string code : {"CON804", "CTX112", "RLS001", "RLS002"}) {
      files.push_back({.name = code + ".sql",
                       .text = fmt::format("-- rule: {0}\n-- title: Title of {0}\n-- severity: high\n-- object: table\n"
                                           "-- why: Why {0} is a rule.\n-- fix: ALTER TABLE {{object}} {0};\n"
                                           "-- false positives: None of {0} is known.\n"
                                           "SELECT name, 'm' AS message FROM tables;\n",
                                           code)});
    }
    return contract::Rules::parse(files, contract::Origin::team);
  }();
  return rules;
}

Presentation presentation(std::string command = "drift") {
  return {.command = std::move(command), .tool_version = "1.2.3", .rules = &rules()};
}

void check(Format format, const std::string& extension) {
  const std::string drift = findings(format, {rich_report()}, presentation());
  CHECK(golden("drift." + extension, drift) == drift);
  const std::string check = findings(format, {rich_check()}, presentation("check"));
  CHECK(golden("check." + extension, check) == check);
}

TEST_CASE("the rich report as text") {
  check(Format::text, "txt");
  Presentation more = presentation();
  more.page.detail = Detail::more;
  const std::string verbose = findings(Format::text, {rich_report()}, more);
  CHECK(golden("drift_verbose.txt", verbose) == verbose);
  Presentation narrow = presentation();
  narrow.page.width = 60;
  narrow.page.style = Style(Colour::yes);
  const std::string coloured = findings(Format::text, {rich_report()}, narrow);
  CHECK(golden("drift_narrow.txt", coloured) == coloured);
}

TEST_CASE("the rich report as JSON") {
  check(Format::json, "json");
}

TEST_CASE("the rich report as SARIF") {
  check(Format::sarif, "sarif.json");
}

TEST_CASE("the rich report as JUnit") {
  check(Format::junit, "junit.txt");
}

TEST_CASE("the rich report as Markdown") {
  check(Format::markdown, "md");
}

TEST_CASE("the rich report as annotations of GitHub") {
  check(Format::github, "github.txt");
}

TEST_CASE("several reports are one document, but for text and JSON") {
  const std::vector<finding::DriftReport> two = {rich_report(), rich_report()};
  const auto count = [&](Format format, std::string_view word) {
    const std::string text = findings(format, two, presentation());
    std::size_t out = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++out;
    return out;
  };
  CHECK(count(Format::sarif, "\"version\": \"2.1.0\"") == 1);
  CHECK(count(Format::sarif, "\"automationDetails\"") == 2);
  CHECK(count(Format::junit, "<testsuites ") == 1);
  CHECK(count(Format::junit, "<testsuite name=\"plumb drift prod: drift\"") == 2);
  CHECK(count(Format::json, "\"verdict\"") == 2);
  CHECK(count(Format::github, "title=plumb drift prod/app::") == 2);
}

TEST_CASE("from --fail-on on a test case fails") {
  Presentation lenient = presentation();
  const auto failures = [&](std::optional<finding::Severity> fail_on) {
    lenient.fail_on = fail_on;
    const std::string text = findings(Format::junit, {rich_report()}, lenient);
    return text.substr(text.find("failures="), text.find(" skipped") - text.find("failures="));
  };
  CHECK(failures(finding::Severity::info) == R"(failures="13" errors="1")");
  CHECK(failures(finding::Severity::critical) == R"(failures="4" errors="0")");
  CHECK(failures(std::nullopt) == R"(failures="0" errors="0")");
}

TEST_CASE("a comment is never longer than GitHub takes, and says what it leaves out") {
  finding::DriftReport report = rich_report();
  for (int i = 0; i < 3000; ++i) {
    report.findings.push_back(rich_finding("DRF002", finding::Class::drift, finding::Severity::low,
                                           named("table", fmt::format("t{}", i)),
                                           fmt::format("table {} is extra", i * 7)));
    report.findings.back().attributes = {
        {"body", std::string(3000, 'x'), std::string(3000, static_cast<char>('a' + i % 20))}};
  }
  finding::sort_findings(report.findings);
  const std::string text = findings(Format::markdown, {report, report}, presentation());
  CHECK(text.size() < 65'536);
  CHECK(text.find("groups are not shown**: the comment would be longer than GitHub takes") != std::string::npos);
  CHECK(text.find("only the first line is told") != std::string::npos);
  CHECK(text.find("> **1 of 2 databases are not shown**") != std::string::npos);
  CHECK(text.find("looked at: 41 columns") != std::string::npos);
}

TEST_CASE("the names of formats") {
  CHECK(format_names() == "text, json, sarif, junit, markdown, github");
  CHECK(parse_format("sarif") == Format::sarif);
  CHECK_FALSE(parse_format("SARIF"));
}

}  // namespace
}  // namespace plumb::report
