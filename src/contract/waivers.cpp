// SPDX-License-Identifier: Apache-2.0
#include <plumb/contract/waivers.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <plumb/catalog/fingerprint.hpp>

namespace plumb::contract {
namespace {

using finding::Finding;
using finding::Severity;
using settings::Waiver;

Finding about(const Waiver& waiver, std::string code, Severity severity, std::string message) {
  Finding out;
  out.code = std::move(code);
  out.cls = finding::Class::contract;
  out.severity = severity;
  out.object = {.kind = "waiver",
                .schema = {},
                .parent = {},
                .name = fmt::format("{} on {}", waiver.rule, waiver.object),
                .signature = {}};
  out.message = std::move(message);
  out.fingerprint = catalog::fingerprint(out.code, out.object.text());
  return out;
}

Finding out_of_date(const Waiver& waiver) {
  Finding out = about(waiver, "WVR001", Severity::medium,
                      fmt::format("the waiver has lapsed: it was good until {}", settings::format_date(waiver.until)));
  out.why = "a waiver is for a while; what it covered counts again";
  return out;
}

Finding changed(const Waiver& waiver, const Finding& finding) {
  Finding out = about(waiver, "WVR002", Severity::medium, "the waiver has lapsed: the object is not what it was");
  out.why = "what was accepted was the object as it then was; look again, and waive it again if it is still right";
  out.expected = "fingerprint " + waiver.fingerprint;
  out.actual = "fingerprint " + finding.fingerprint;
  return out;
}

Finding unused(const Waiver& waiver) {
  Finding out = about(waiver, "WVR003", Severity::low, "the waiver covers nothing: there is no such finding");
  out.why = "a waiver that is not needed any more hides the next breach; take it out of plumb.yaml";
  return out;
}

bool names(const Waiver& waiver, const Finding& finding) {
  return waiver.rule == finding.code && waiver.object == finding.object.text();
}

bool is_for(const Waiver& waiver, const Finding& finding) {
  return waiver.fingerprint.empty() || waiver.fingerprint == finding.fingerprint;
}

// '*' stands for any characters.
bool matches(std::string_view pattern, std::string_view text) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t at = star; at <= text.size(); ++at) {
    if (matches(rest, text.substr(at))) return true;
  }
  return false;
}

// The object, what it is on, and what it is in.
std::vector<std::string> names_of(const finding::ObjectName& object) {
  std::vector<std::string> out = {object.text()};
  if (!object.parent.empty()) {
    const finding::ObjectName parent{
        .kind = "table", .schema = object.schema, .parent = {}, .name = object.parent, .signature = {}};
    out.push_back(parent.text());
  }
  if (!object.schema.empty()) out.push_back("schema " + object.schema);
  return out;
}

// Those that say that other rules had nothing to look at, or looked at something else than was meant. Who leaves one
// out leaves out what the others would have found. (A waiver may: it has a date.)
bool is_about_emptiness(const Finding& finding) {
  constexpr std::string_view k_codes[] = {"CON801", "CON802", "CON806", "PRV500"};
  return finding.cls == finding::Class::coverage || std::ranges::find(k_codes, finding.code) != std::end(k_codes);
}

bool covers(const settings::Ignored& ignored, const Finding& finding) {
  const std::vector<std::string> names = names_of(finding.object);
  return std::any_of(names.begin(), names.end(),
                     [&ignored](const std::string& name) { return matches(ignored.object, name); });
}

// What there is to say of one waiver that does not hold; nothing if it does.
std::optional<Finding> apply(const Waiver& waiver, std::vector<Finding>& findings, const std::set<std::string>& judged,
                             Today today) {
  const bool has_passed = std::chrono::sys_days(today.date) > std::chrono::sys_days(waiver.until);
  const Finding* other = nullptr;
  bool is_used = false;
  for (Finding& finding : findings) {
    if (!names(waiver, finding)) continue;
    if (!is_for(waiver, finding)) {
      other = &finding;
      continue;
    }
    is_used = true;
    if (has_passed) continue;
    finding.waiver = {.reason = waiver.reason, .owner = waiver.owner, .until = settings::format_date(waiver.until)};
  }
  if (is_used) return has_passed ? std::optional(out_of_date(waiver)) : std::nullopt;
  if (other != nullptr) return changed(waiver, *other);
  return judged.contains(waiver.rule) ? std::optional(unused(waiver)) : std::nullopt;
}

}  // namespace

void apply_waivers(std::vector<Finding>& findings, const settings::Settings& settings,
                   const std::set<std::string>& judged, Today today) {
  std::vector<Finding> more;
  for (const Waiver& waiver : settings.waivers) {
    if (auto finding = apply(waiver, findings, judged, today)) more.push_back(*std::move(finding));
  }
  std::move(more.begin(), more.end(), std::back_inserter(findings));
}

std::vector<finding::Coverage::Ignored> remove_ignored(std::vector<Finding>& findings,
                                                       const settings::Settings& settings) {
  std::vector<finding::Coverage::Ignored> out;
  for (const settings::Ignored& ignored : settings.ignore) {
    const std::size_t removed = std::erase_if(findings, [&ignored](const Finding& finding) {
      return !is_about_emptiness(finding) && covers(ignored, finding);
    });
    out.push_back({.object = ignored.object, .reason = ignored.reason, .findings = removed});
  }
  return out;
}

}  // namespace plumb::contract
