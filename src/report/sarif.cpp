// SPDX-License-Identifier: Apache-2.0
#include "sarif.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <plumb/base/files.hpp>

#include "code_help.hpp"
#include "printable.hpp"

namespace plumb::report {
namespace {

using finding::Finding;
using finding::Severity;
using nlohmann::ordered_json;

constexpr std::string_view k_schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string_view level_of(Severity severity) {
  if (severity <= Severity::high) return "error";
  return severity == Severity::medium ? "warning" : "note";
}

// What GitHub sorts security alerts by: critical from 9.0, high from 7.0, medium from 4.0.
std::string_view score_of(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return "9.5";
    case Severity::high:
      return "8.0";
    case Severity::medium:
      return "5.5";
    case Severity::low:
      return "3.0";
    case Severity::info:
      break;
  }
  return "1.0";
}

// A path as a URI: relative to the project, or file:///.
std::string uri_of(const std::string& path) {
  constexpr std::string_view k_plain = "-._~/";
  const std::string clean = clean_path(path);
  std::string out = clean.starts_with('/') ? "file://" : "";
  for (const char c : clean) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    out += letter || k_plain.find(c) != std::string_view::npos ? std::string(1, c)
                                                               : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

ordered_json physical_location(const finding::Declared& declared) {
  ordered_json region = {{"startLine", std::max(declared.line, 1)}};
  if (declared.column > 0) region["startColumn"] = declared.column;
  ordered_json artifact = {{"uri", uri_of(declared.file)}};
  if (!declared.file.starts_with('/')) artifact["uriBaseId"] = "SRCROOT";
  return {{"artifactLocation", std::move(artifact)}, {"region", std::move(region)}};
}

ordered_json location_of(const Finding& finding) {
  const finding::ObjectName& object = finding.object;
  const std::size_t kind = object.kind.empty() ? 0 : object.kind.size() + 1;
  ordered_json out = ordered_json::object();
  if (finding.declared) out["physicalLocation"] = physical_location(*finding.declared);
  out["logicalLocations"] = {
      {{"name", object.name}, {"fullyQualifiedName", object.text().substr(kind)}, {"kind", object.kind}}};
  return out;
}

std::string message_of(const Finding& finding) {
  std::string out = finding.object.text() + ": " + finding.message;
  if (!finding.excerpt.empty()) out += "\n" + finding.excerpt;
  if (!finding.expected.empty()) out += "\nexpected: " + finding.expected;
  if (!finding.actual.empty()) out += "\nactual: " + finding.actual;
  if (!finding.fix.empty()) out += "\nSQL that would bring it back:\n" + finding.fix;
  return out;
}

ordered_json suppressions_of(const Finding& finding) {
  ordered_json out = ordered_json::array();
  if (!finding.waiver) return out;
  const std::string owner = finding.waiver->owner.empty() ? "" : fmt::format(" ({})", finding.waiver->owner);
  out.push_back(
      {{"kind", "external"},
       {"status", "accepted"},
       {"justification", fmt::format("{}, until {}{}", finding.waiver->reason, finding.waiver->until, owner)}});
  return out;
}

ordered_json result_of(const Finding& finding, std::size_t rule) {
  return {{"ruleId", finding.code},
          {"ruleIndex", rule},
          {"kind", "fail"},
          {"level", level_of(finding.severity)},
          {"message", {{"text", message_of(finding)}}},
          {"locations", {location_of(finding)}},
          // The second is the one that GitHub knows an alert by.
          {"partialFingerprints",
           {{"plumbFinding/v1", finding.fingerprint}, {"primaryLocationLineHash", finding.fingerprint + ":1"}}},
          {"suppressions", suppressions_of(finding)},
          {"properties",
           {{"class", finding::name(finding.cls)},
            {"severity", finding::name(finding.severity)},
            {"expected", finding.expected},
            {"actual", finding.actual},
            {"why", finding.why},
            {"fix", finding.fix},
            {"related", finding.related}}}};
}

ordered_json help_of(const CodeHelp& help) {
  std::string text = help.why;
  std::string markdown = help.why;
  const auto add = [&](std::string_view title, const std::string& body, bool sql) {
    if (body.empty()) return;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "\n\n", title, body);
    markdown += fmt::format("{}**{}**{}", markdown.empty() ? "" : "\n\n", title,
                            sql ? fmt::format("\n\n```sql\n{}\n```", body) : ": " + body);
  };
  add("Remedy", help.remedy, help.is_sql);
  add("False positives", help.false_positives, false);
  if (text.empty()) text = markdown = help.title;
  return {{"text", text}, {"markdown", markdown}};
}

ordered_json rule_of(const std::string& code, const Finding& worst, const contract::Rules* rules) {
  const CodeHelp help = code_help(code, rules);
  ordered_json tags = {"postgresql", finding::name(worst.cls)};
  if (worst.cls == finding::Class::contract || worst.cls == finding::Class::drift) tags.push_back("security");
  return {{"id", code},
          {"shortDescription", {{"text", help.title}}},
          {"fullDescription", {{"text", help.why.empty() ? help.title : help.why}}},
          {"help", help_of(help)},
          {"defaultConfiguration", {{"level", level_of(worst.severity)}}},
          {"properties", {{"tags", std::move(tags)}, {"security-severity", score_of(worst.severity)}}}};
}

ordered_json notifications_of(const finding::DriftReport& report) {
  ordered_json out = ordered_json::array();
  const auto add = [&](std::string_view level, const std::string& text) {
    out.push_back({{"level", level}, {"message", {{"text", text}}}});
  };
  for (const finding::Step& step : report.steps) {
    if (step.outcome == finding::Step::Outcome::not_run) add("error", "not run: " + step.what + ": " + step.reason);
  }
  for (const std::string& what : report.coverage.not_seen) add("warning", "not seen: " + what);
  for (const std::string& code : report.coverage.rules.left_out) add("note", "left out: rule " + code);
  return out;
}

ordered_json run_of(const finding::DriftReport& raw, const Presentation& presentation) {
  const finding::DriftReport report = printable(raw);
  // By code; of each the worst finding.
  std::map<std::string, const Finding*> worst;
  for (const Finding& finding : report.findings) {
    const Finding*& place = worst[finding.code];
    if (place == nullptr || finding.severity < place->severity) place = &finding;
  }
  ordered_json rules = ordered_json::array();
  std::map<std::string, std::size_t> places;
  for (const auto& [code, finding] : worst) {
    places.emplace(code, rules.size());
    rules.push_back(rule_of(code, *finding, presentation.rules));
  }
  ordered_json results = ordered_json::array();
  for (const Finding& finding : report.findings) results.push_back(result_of(finding, places.at(finding.code)));

  const finding::DriftTarget& target = report.target;
  const std::string id = fmt::format("plumb {}/{}/{}/", presentation.command, target.name, target.database);
  return {{"tool",
           {{"driver",
             {{"name", "plumb"},
              {"version", presentation.tool_version},
              {"semanticVersion", presentation.tool_version},
              {"rules", std::move(rules)}}}}},
          {"invocations",
           {{{"executionSuccessful", report.verdict != finding::Verdict::not_judged},
             {"toolExecutionNotifications", notifications_of(report)}}}},
          {"automationDetails", {{"id", id}}},
          {"columnKind", "unicodeCodePoints"},
          {"results", std::move(results)},
          {"properties",
           {{"verdict", finding::name(report.verdict)},
            {"target", {{"name", target.name}, {"database", target.database}, {"server", target.server}}},
            {"against", {{"kind", report.against.kind}, {"version", report.against.version}}}}}};
}

}  // namespace

std::string findings_sarif(const std::vector<finding::DriftReport>& reports, const Presentation& presentation) {
  ordered_json runs = ordered_json::array();
  for (const finding::DriftReport& report : reports) runs.push_back(run_of(report, presentation));
  const ordered_json document = {{"$schema", k_schema}, {"version", "2.1.0"}, {"runs", std::move(runs)}};
  return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace plumb::report
