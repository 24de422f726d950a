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

bool is_of_the_same(const Waiver& left, const Waiver& right) {
  return left.rule == right.rule && left.object == right.object;
}

void require_reason(const Waiver& waiver, const settings::Settings& settings) {
  const auto same = [&](const Waiver& other) { return is_of_the_same(other, waiver); };
  if (!waiver.reason.empty() || std::ranges::any_of(settings.waivers, same)) return;
  throw Error("a waiver has a reason: say --reason", ErrorCode::usage);
}

bool has_passed(const Waiver& waiver, const Clock& clock) {
  return std::chrono::sys_days(waiver.until) < std::chrono::floor<std::chrono::days>(clock.now());
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

// Of the findings that are there now, waived or not.
std::set<std::string> find_fingerprints(const WaiveOptions& options, const Runtime& runtime) {
  DriftOptions drift_options = options.drift;
  if (is_of_rule(options.waiver.rule)) drift_options.only = {"class:contract"};
  const finding::DriftReport report = drift(drift_options, runtime);
  const std::vector<const Finding*> of_code = findings_of(report.findings, options.waiver.rule);
  std::set<std::string> out;
  for (const Finding* finding : of_code) {
    if (finding->object.text() == options.waiver.object) out.insert(finding->fingerprint);
  }
  if (out.empty()) no_such_finding(options.waiver, of_code, report);
  return out;
}

// The only one, or the only one that no waiver covers.
std::string choose(const std::set<std::string>& there, const WaiveOptions& options, const Clock& clock) {
  if (there.size() == 1) return *there.begin();
  std::set<std::string> open = there;
  for (const Waiver& other : options.drift.contract->settings.waivers) {
    if (is_of_the_same(other, options.waiver) && !has_passed(other, clock)) open.erase(other.fingerprint);
  }
  if (open.size() == 1) return *open.begin();
  throw Error(fmt::format("there are {} findings {} on {}", there.size(), options.waiver.rule, options.waiver.object))
      .with_hint(fmt::format("say which one: --fingerprint {}", fmt::join(open.empty() ? there : open, " or ")));
}

// The waiver of that very finding, or one that has lapsed: its day has passed, or what it covered is not there any
// more. `there`: fingerprints of what is there; empty: nobody has looked.
const Waiver* find_renewed(const Waiver& waiver, const settings::Settings& settings, const std::set<std::string>& there,
                           const Clock& clock) {
  const Waiver* lapsed = nullptr;
  for (const Waiver& other : settings.waivers) {
    if (!is_of_the_same(other, waiver)) continue;
    if (other.fingerprint.empty() || other.fingerprint == waiver.fingerprint) return &other;
    const bool is_gone = !there.empty() && !there.contains(other.fingerprint);
    if (lapsed == nullptr && (is_gone || has_passed(other, clock))) lapsed = &other;
  }
  return lapsed;
}

// What the old one says goes on to hold, but for what is said anew. One without fingerprint stays without.
Waiver renewed(const Waiver& old, const Waiver& waiver, const settings::Settings& settings) {
  Waiver out = waiver;
  if (out.reason.empty()) out.reason = old.reason;
  if (out.owner.empty()) out.owner = old.owner;
  if (old.fingerprint.empty()) out.fingerprint.clear();
  const auto day = [](const Waiver& each) { return std::chrono::sys_days(each.until); };
  if (out.fingerprint != old.fingerprint || day(out) > day(old)) return out;
  throw Error(
      fmt::format("{} on {} is waived already, until {}", waiver.rule, waiver.object, settings::format_date(old.until)))
      .with_span(settings.span(old.place))
      .with_hint("a later --until renews it");
}

}  // namespace

Waived waive(const WaiveOptions& options, const Runtime& runtime) {
  Waived out{.waiver = options.waiver, .before = std::nullopt};
  Waiver& waiver = out.waiver;
  const settings::Settings& settings = options.drift.contract->settings;
  require_rule(waiver, options.drift.contract->rules);
  require_reason(waiver, settings);
  require_future(waiver, runtime.clock);
  std::set<std::string> there;
  if (waiver.fingerprint.empty()) {
    there = find_fingerprints(options, runtime);
    waiver.fingerprint = choose(there, options, runtime.clock);
  }
  if (const Waiver* old = find_renewed(waiver, settings, there, runtime.clock)) {
    out.before = *old;
    waiver = renewed(*old, waiver, settings);
  } else if (waiver.reason.empty()) {
    throw Error("that finding is not waived yet: say --reason", ErrorCode::usage);
  }
  // From here on it is known what is waived. The file is read again: looking took its time.
  const std::string text = std::filesystem::exists(options.file) ? read_file(options.file) : std::string();
  write_file(options.file, out.before ? settings::renew_waiver(text, options.file, *out.before, waiver)
                                      : settings::add_waiver(text, options.file, waiver));
  return out;
}

}  // namespace plumb::workflow
