// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/drift_json.hpp>

#include <cmath>

#include <fmt/chrono.h>
#include <nlohmann/json.hpp>

namespace plumb::report {
namespace {

using finding::Finding;
using finding::Severity;
using nlohmann::ordered_json;

constexpr int k_format = 1;

std::string utc_seconds(TimePoint time) {
  const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(time);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
}

double seconds_of(std::chrono::nanoseconds time) {
  return std::round(std::chrono::duration<double>(time).count() * 1000) / 1000;
}

// All that differs from one run to the next.
ordered_json run_json(const finding::DriftReport& report) {
  ordered_json out = {{"started", utc_seconds(report.run.started)},
                      {"seconds", seconds_of(report.run.duration)},
                      {"round_trips", report.run.round_trips}};
  if (report.run.unchanged_since) out["unchanged_since"] = utc_seconds(*report.run.unchanged_since);
  if (report.steps.empty()) return out;
  ordered_json steps = ordered_json::object();
  for (const finding::Step& step : report.steps) steps[step.name] = seconds_of(step.time);
  out["steps"] = std::move(steps);
  return out;
}

ordered_json steps_json(const std::vector<finding::Step>& steps) {
  ordered_json out = ordered_json::array();
  for (const finding::Step& step : steps) {
    out.push_back({{"name", step.name},
                   {"outcome", finding::name(step.outcome)},
                   {"what", step.what},
                   {"facts", step.facts},
                   {"reason", step.reason}});
  }
  return out;
}

ordered_json target_json(const finding::DriftTarget& target) {
  return {{"name", target.name},
          {"database", target.database},
          {"server", target.server},
          {"role", target.role},
          {"url", target.url}};
}

ordered_json against_json(const finding::DriftBase& against) {
  return {{"kind", against.kind},
          {"version", against.version},
          {"digest", against.digest},
          {"cached", against.cached},
          {"name", against.name}};
}

ordered_json summary_json(const finding::DriftReport& report) {
  ordered_json out = ordered_json::object();
  for (const Severity severity :
       {Severity::critical, Severity::high, Severity::medium, Severity::low, Severity::info}) {
    out[std::string(finding::name(severity))] = report.count(severity);
  }
  out["waived"] = report.count_waived();
  return out;
}

ordered_json object_json(const finding::ObjectName& object) {
  ordered_json out = {{"kind", object.kind}};
  if (!object.schema.empty()) out["schema"] = object.schema;
  if (!object.parent.empty()) out["parent"] = object.parent;
  out["name"] = object.name;
  // Also where it is empty: "f()" is a function of its own.
  if (object.kind == "function" || !object.signature.empty()) out["signature"] = object.signature;
  return out;
}

ordered_json value_json(const std::optional<std::string>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json attributes_json(const std::vector<finding::AttributeDifference>& attributes) {
  ordered_json out = ordered_json::array();
  for (const finding::AttributeDifference& attribute : attributes) {
    out.push_back({{"name", attribute.name},
                   {"expected", value_json(attribute.expected)},
                   {"actual", value_json(attribute.actual)}});
  }
  return out;
}

ordered_json waiver_json(const std::optional<finding::WaiverMark>& waiver) {
  if (!waiver) return nullptr;
  return {{"reason", waiver->reason}, {"owner", waiver->owner}, {"until", waiver->until}};
}

ordered_json declared_json(const std::optional<finding::Declared>& declared) {
  if (!declared) return nullptr;
  ordered_json out = {{"file", declared->file}, {"line", declared->line}};
  if (declared->column > 0) out["column"] = declared->column;
  return out;
}

ordered_json time_json(const std::optional<TimePoint>& time) {
  return time ? ordered_json(utc_seconds(*time)) : ordered_json(nullptr);
}

ordered_json changed_json(const std::optional<finding::Changed>& changed) {
  if (!changed) return nullptr;
  return {{"at", time_json(changed->at)},
          {"after", changed->after},
          {"before", changed->before},
          {"since_audit", time_json(changed->since_audit)}};
}

ordered_json finding_json(const Finding& finding) {
  ordered_json out = {{"code", finding.code},
                      {"class", finding::name(finding.cls)},
                      {"severity", finding::name(finding.severity)},
                      {"object", object_json(finding.object)},
                      {"message", finding.message},
                      {"expected", finding.expected},
                      {"actual", finding.actual}};
  if (!finding.attributes.empty()) out["attributes"] = attributes_json(finding.attributes);
  out["why"] = finding.why;
  out["fix"] = finding.fix;
  out["fingerprint"] = finding.fingerprint;
  out["related"] = finding.related;
  out["waiver"] = waiver_json(finding.waiver);
  out["declared"] = declared_json(finding.declared);
  out["changed"] = changed_json(finding.changed);
  if (!finding.excerpt.empty()) out["excerpt"] = finding.excerpt;
  if (finding.active) out["active"] = true;
  return out;
}

ordered_json coverage_json(const finding::Coverage& coverage) {
  ordered_json rules = {{"run", coverage.rules.run},
                        {"skipped", coverage.rules.skipped},
                        {"off", coverage.rules.off},
                        {"active", coverage.rules.active},
                        {"left_out", coverage.rules.left_out}};
  ordered_json ignored = ordered_json::array();
  for (const auto& each : coverage.ignored) {
    ignored.push_back({{"object", each.object}, {"reason", each.reason}, {"findings", each.findings}});
  }
  return {{"schemas", coverage.schemas},   {"kinds", coverage.kinds},       {"rules", std::move(rules)},
          {"ignored", std::move(ignored)}, {"not_seen", coverage.not_seen}, {"not_covered", coverage.not_covered}};
}

ordered_json migrations_json(const finding::MigrationsState& migrations) {
  if (!migrations.looked_at) return nullptr;
  return {{"current", migrations.current}, {"applied", migrations.applied}, {"pending", migrations.pending}};
}

}  // namespace

std::string drift_json(const finding::DriftReport& report, std::string_view tool_version) {
  ordered_json findings = ordered_json::array();
  for (const Finding& finding : report.findings) findings.push_back(finding_json(finding));
  ordered_json document = {{"format", k_format},
                           {"tool", {{"name", "plumb"}, {"version", tool_version}}},
                           {"run", run_json(report)},
                           {"target", target_json(report.target)},
                           {"against", against_json(report.against)},
                           {"verdict", finding::name(report.verdict)},
                           {"summary", summary_json(report)},
                           {"findings", std::move(findings)},
                           {"coverage", coverage_json(report.coverage)},
                           {"migrations", migrations_json(report.migrations)}};
  if (!report.steps.empty()) document["steps"] = steps_json(report.steps);
  // A database may hold names that are not UTF-8; the document must be.
  return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace plumb::report
