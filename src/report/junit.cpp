// SPDX-License-Identifier: Apache-2.0
#include "junit.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/base/counted.hpp>

#include "code_help.hpp"
#include "finding_text.hpp"
#include "printable.hpp"

namespace plumb::report {
namespace {

using finding::Class;
using finding::DriftReport;
using finding::Finding;

constexpr Class k_classes[] = {Class::drift, Class::contract, Class::sources, Class::migrations, Class::coverage};

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      // In an attribute a reader would make blanks of these.
      case '\n':
        out += "&#10;";
        break;
      case '\t':
        out += "&#9;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// In an element line feeds may stay as they are.
std::string xml_body(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += xml(text.substr(0, end));
    if (end < text.size()) out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// "RLS" of "RLS002": whose test case it is.
std::string family_of(std::string_view code) {
  return std::string(code.substr(0, std::min(code.find_first_of("0123456789"), code.size())));
}

enum class Result { passed, failed, error, skipped };

struct TestCase {
  std::string group;  // "RLS"
  std::string name;
  Result result = Result::passed;
  std::string message;  // of what did not pass
  std::string type;     // its codes
  std::string text;
};

struct Suite {
  std::string name;
  std::vector<TestCase> cases;

  [[nodiscard]] std::size_t count(Result result) const {
    return static_cast<std::size_t>(std::ranges::count(cases, result, &TestCase::result));
  }
};

std::string text_of(const Finding& finding) {
  std::string out = fmt::format("{} {}: {}\n", finding.code, finding::name(finding.severity), finding.message);
  if (finding.waiver) out += fmt::format("waived until {}: {}\n", finding.waiver->until, finding.waiver->reason);
  out += finding.excerpt;
  if (!finding.expected.empty()) out += fmt::format("expected: {}\n", finding.expected);
  if (!finding.actual.empty()) out += fmt::format("actual: {}\n", finding.actual);
  if (finding.declared) out += fmt::format("at {}\n", place_text(*finding.declared));
  if (!finding.why.empty()) out += fmt::format("why: {}\n", finding.why);
  if (!finding.fix.empty()) out += fmt::format("fix: {}\n", finding.fix);
  return out;
}

// One for each object and family of codes, in the order of the findings.
class Cases {
 public:
  explicit Cases(std::optional<finding::Severity> fail_on) : m_fail_on(fail_on) {}

  void add(const Finding& finding) {
    const auto [place, is_new] =
        m_places.emplace(std::pair(family_of(finding.code), finding.object.text()), m_cases.size());
    if (is_new)
      m_cases.push_back(
          {.group = place->first.first, .name = place->first.second, .message = {}, .type = {}, .text = {}});
    TestCase& test = m_cases[place->second];
    const Result result = result_of(finding);
    if (rank(result) > rank(test.result)) {
      test.result = result;
      test.message = message_of(finding);
      test.type = finding.code;
    } else if (result == test.result && result != Result::passed && !test.type.ends_with(finding.code)) {
      test.type += " " + finding.code;
    }
    test.text += text_of(finding);
  }

  [[nodiscard]] std::vector<TestCase> take() { return std::move(m_cases); }

 private:
  [[nodiscard]] Result result_of(const Finding& finding) const {
    if (finding.waiver) return Result::skipped;
    if (!m_fail_on || finding.severity > *m_fail_on) return Result::passed;
    return finding.cls == Class::coverage ? Result::error : Result::failed;
  }
  static int rank(Result result) {
    switch (result) {
      case Result::passed:
        return 0;
      case Result::skipped:
        return 1;
      case Result::failed:
        return 2;
      case Result::error:
        break;
    }
    return 3;
  }
  static std::string message_of(const Finding& finding) {
    return finding.waiver ? fmt::format("waived until {}: {}", finding.waiver->until, finding.waiver->reason)
                          : finding.message;
  }

  std::optional<finding::Severity> m_fail_on;
  std::map<std::pair<std::string, std::string>, std::size_t> m_places;
  std::vector<TestCase> m_cases;
};

// What was looked at and is right: kinds of objects of which nothing is told, rules that found nothing.
void add_passed(Suite& suite, const DriftReport& report, Class cls, const contract::Rules* rules) {
  std::set<std::string> told;
  for (const Finding& finding : report.findings) {
    if (finding.cls == cls) told.insert(cls == Class::drift ? finding.object.kind : finding.code);
  }
  if (cls == Class::drift && report.verdict != finding::Verdict::not_judged) {
    for (const auto& [kind, count] : report.coverage.kinds) {
      if (count == 0 || told.contains(kind)) continue;
      suite.cases.push_back({.group = "DRF",
                             .name = "all of kind " + kind,
                             .message = {},
                             .type = {},
                             .text = counted(count, kind) + "\n"});
    }
  }
  if (cls == Class::contract) {
    for (const std::string& code : report.coverage.rules.codes) {
      if (told.contains(code)) continue;
      suite.cases.push_back({.group = family_of(code),
                             .name = code + " " + code_help(code, rules).title,
                             .message = {},
                             .type = {},
                             .text = {}});
    }
    for (const std::string& code : report.coverage.rules.left_out) {
      suite.cases.push_back({.group = family_of(code),
                             .name = code + " " + code_help(code, rules).title,
                             .result = Result::skipped,
                             .message = "left out: it asks the live server",
                             .type = {},
                             .text = {}});
    }
  }
}

// The steps of plumb check.
Suite suite_of_steps(const DriftReport& report, const std::string& name) {
  Suite out{.name = name + "steps", .cases = {}};
  for (const finding::Step& step : report.steps) {
    TestCase test{.group = "step",
                  .name = step.name,
                  .message = step.reason,
                  .type = step.name,
                  .text = step.what + ": " + step.facts + "\n"};
    if (step.outcome == finding::Step::Outcome::failed) test.result = Result::failed;
    if (step.outcome == finding::Step::Outcome::not_run) test.result = Result::error;
    if (step.outcome == finding::Step::Outcome::not_there) test.result = Result::skipped;
    out.cases.push_back(std::move(test));
  }
  return out;
}

std::vector<Suite> suites_of(const DriftReport& raw, const Presentation& presentation) {
  const DriftReport report = printable(raw);
  const std::string& target = report.target.name.empty() ? report.target.database : report.target.name;
  const std::string name = fmt::format("plumb {} {}: ", presentation.command, target);
  std::vector<Suite> out;
  if (!report.steps.empty()) out.push_back(suite_of_steps(report, name));
  for (const Class cls : k_classes) {
    Cases cases(presentation.fail_on);
    for (const Finding& finding : report.findings) {
      if (finding.cls == cls) cases.add(finding);
    }
    Suite suite{.name = name + std::string(finding::name(cls)), .cases = cases.take()};
    add_passed(suite, report, cls, presentation.rules);
    if (!suite.cases.empty()) out.push_back(std::move(suite));
  }
  return out;
}

std::string counts(std::size_t tests, std::size_t failures, std::size_t errors, std::size_t skipped) {
  return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", tests, failures, errors, skipped);
}

void add_case(std::string& out, const Suite& suite, const TestCase& test) {
  // A dot would be read as a package.
  std::string group = suite.name.substr(0, suite.name.find(": ")) + "." + test.group;
  std::ranges::replace(group, ' ', '-');
  out += fmt::format("    <testcase classname=\"{}\" name=\"{}\">\n", xml(group), xml(test.name));
  const auto element = [&](std::string_view name) {
    out += fmt::format("      <{} message=\"{}\" type=\"{}\">{}</{}>\n", name, xml(test.message), xml(test.type),
                       xml_body(test.text), name);
  };
  if (test.result == Result::failed) element("failure");
  if (test.result == Result::error) element("error");
  if (test.result == Result::skipped) out += fmt::format("      <skipped message=\"{}\"/>\n", xml(test.message));
  if (test.result == Result::passed && !test.text.empty()) {
    out += fmt::format("      <system-out>{}</system-out>\n", xml_body(test.text));
  }
  out += "    </testcase>\n";
}

}  // namespace

std::string findings_junit(const std::vector<DriftReport>& reports, const Presentation& presentation) {
  std::vector<Suite> suites;
  for (const DriftReport& report : reports) {
    for (Suite& suite : suites_of(report, presentation)) suites.push_back(std::move(suite));
  }
  const auto sum = [&](Result result) {
    std::size_t out = 0;
    for (const Suite& suite : suites) out += suite.count(result);
    return out;
  };
  std::size_t tests = 0;
  for (const Suite& suite : suites) tests += suite.cases.size();
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites name=\"plumb {}\" {}>\n", xml(presentation.command),
                     counts(tests, sum(Result::failed), sum(Result::error), sum(Result::skipped)));
  for (const Suite& suite : suites) {
    out += fmt::format("  <testsuite name=\"{}\" {}>\n", xml(suite.name),
                       counts(suite.cases.size(), suite.count(Result::failed), suite.count(Result::error),
                              suite.count(Result::skipped)));
    for (const TestCase& test : suite.cases) add_case(out, suite, test);
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

}  // namespace plumb::report
