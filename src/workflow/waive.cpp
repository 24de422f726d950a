// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/waive.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/settings/add_waiver.hpp>

namespace plumb::workflow {
namespace {

using finding::Finding;
using settings::Waiver;

bool is_of_rule(std::string_view code) {
  return !code.starts_with("DRF") && !code.starts_with("MIG");
}

void require_rule(const Waiver& waiver, const contract::Rules& rules) {
  if (!is_of_rule(waiver.rule) || rules.find(waiver.rule) != nullptr) return;
  std::vector<std::string_view> known;
  for (const contract::Rule& rule : rules.list()) known.push_back(rule.code);
  std::string hint = settings::did_you_mean(waiver.rule, known);
  if (hint.empty()) hint = "plumb rules lists them";
  throw Error(fmt::format("there is no rule {}", waiver.rule), ErrorCode::usage).with_hint(std::move(hint));
}

void require_future(const Waiver& waiver, const Clock& clock) {
  const auto today = std::chrono::floor<std::chrono::days>(clock.now());
  if (std::chrono::sys_days(waiver.until) >= today) return;
  throw Error(fmt::format("{} has passed: a waiver is for a while to come", settings::format_date(waiver.until)),
              ErrorCode::usage);
}

// One that has lapsed would go on to be told, beside the new one.
void require_not_waived(const Waiver& waiver, const settings::Settings& settings) {
  for (const Waiver& other : settings.waivers) {
    if (other.rule != waiver.rule || other.object != waiver.object) continue;
    throw Error(fmt::format("{} on {} is waived already, until {}", waiver.rule, waiver.object,
                            settings::format_date(other.until)))
        .with_span(settings.span(other.place))
        .with_hint("change that waiver; if it has lapsed, take it out first");
  }
}

std::vector<const Finding*> findings_of(const std::vector<Finding>& findings, const std::string& code) {
  std::vector<const Finding*> out;
  for (const Finding& finding : findings) {
    if (finding.code == code) out.push_back(&finding);
  }
  return out;
}

[[noreturn]] void no_such_finding(const Waiver& waiver, const std::vector<const Finding*>& of_code,
                                  const finding::DriftReport& report) {
  Error error(fmt::format("there is no finding {} on {}", waiver.rule, waiver.object));
  std::set<std::string> objects;
  for (const Finding* finding : of_code) objects.insert(finding->object.text());
  for (const std::string& skipped : report.coverage.rules.skipped) {
    if (skipped == waiver.rule) throw std::move(error).with_hint("the rule could not run: plumb drift says why");
  }
  if (objects.empty()) throw std::move(error).with_hint(fmt::format("nothing breaks {} here", waiver.rule));
  throw std::move(error).with_hint(fmt::format("there is one on {}", fmt::join(objects, "; on ")));
}

std::string find_fingerprint(const WaiveOptions& options, const Runtime& runtime) {
  DriftOptions drift_options = options.drift;
  if (is_of_rule(options.waiver.rule)) drift_options.only = {"class:contract"};
  const finding::DriftReport report = drift(drift_options, runtime);
  const std::vector<const Finding*> of_code = findings_of(report.findings, options.waiver.rule);
  std::set<std::string> fingerprints;
  for (const Finding* finding : of_code) {
    if (finding->object.text() == options.waiver.object) fingerprints.insert(finding->fingerprint);
  }
  if (fingerprints.empty()) no_such_finding(options.waiver, of_code, report);
  if (fingerprints.size() == 1) return *fingerprints.begin();
  throw Error(
      fmt::format("there are {} findings {} on {}", fingerprints.size(), options.waiver.rule, options.waiver.object))
      .with_hint(fmt::format("say which one: --fingerprint {}", fmt::join(fingerprints, " or ")));
}

}  // namespace

Waiver waive(const WaiveOptions& options, const Runtime& runtime) {
  Waiver waiver = options.waiver;
  require_rule(waiver, options.drift.contract->rules);
  require_future(waiver, runtime.clock);
  require_not_waived(waiver, options.drift.contract->settings);
  if (waiver.fingerprint.empty()) waiver.fingerprint = find_fingerprint(options, runtime);
  // From here on it is known what is waived. The file is read again: looking took its time.
  const std::string text = std::filesystem::exists(options.file) ? read_file(options.file) : std::string();
  write_file(options.file, settings::add_waiver(text, options.file, waiver));
  return waiver;
}

}  // namespace plumb::workflow
