// SPDX-License-Identifier: Apache-2.0
#include <plumb/contract/rule.hpp>

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <plumb/base/files.hpp>

#include "contract_sql.hpp"
#include "rule_header.hpp"

namespace plumb::contract {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_builtin_folder = "rules/";

bool by_code(const Rule& left, const Rule& right) {
  return left.code < right.code;
}

// rules.paths are relative to the folder of plumb.yaml, wherever plumb was started.
fs::path resolved(const settings::Settings& settings, const std::string& path) {
  return fs::path(settings.file).parent_path() / path;
}

std::vector<fs::path> sql_files(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.is_regular_file() && entry.path().extension() == ".sql") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<Rules::File> team_files(const settings::Settings& settings) {
  std::vector<Rules::File> out;
  for (const std::string& path : settings.rule_paths) {
    for (const fs::path& file : sql_files(resolved(settings, path))) {
      out.push_back({file.string(), read_file(file.string())});
    }
  }
  return out;
}

// Of two rules with one code it would not be clear which one a waiver means.
Error doubled(const Rule& rule, const Rule& other) {
  return Error(fmt::format("rule {} is there already, in {}", rule.code, other.file))
      .with_span({.file = rule.file, .line = 1, .column = 0, .line_text = {}});
}

bool is_of_other_class(std::string_view code) {
  return code.starts_with("DRF") || code.starts_with("MIG");
}

void check_knobs(const settings::Settings& settings, const settings::RuleSetting& setting, const Rule& rule,
                 std::vector<Error>& problems) {
  std::vector<std::string_view> known = {"severity"};
  for (const Knob& knob : rule.knobs) known.push_back(knob.name);
  for (const auto& [name, values] : setting.knobs) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    Error error =
        Error(fmt::format("rule {} has no knob \"{}\"", rule.code, name)).with_span(settings.span(setting.place));
    std::string hint = settings::did_you_mean(name, known);
    if (hint.empty()) hint = fmt::format("plumb rules {} tells its knobs", rule.code);
    problems.push_back(std::move(error).with_hint(std::move(hint)));
  }
}

Error unknown_rule(const settings::Settings& settings, settings::Place place, const std::string& code,
                   const Rules& rules) {
  std::vector<std::string_view> known;
  for (const Rule& rule : rules.list()) known.push_back(rule.code);
  std::string hint = settings::did_you_mean(code, known);
  if (hint.empty()) hint = "plumb rules lists them";
  return Error(fmt::format("there is no rule {}", code)).with_span(settings.span(place)).with_hint(std::move(hint));
}

}  // namespace

bool is_measured(const Rule& rule) {
  return rule.algorithm == "measured";
}

Rules Rules::parse(std::span<const File> files, Origin origin) {
  Rules out;
  std::vector<Error> problems;
  for (const File& file : files) out.m_rules.push_back(parse_rule(file, origin, problems));
  std::stable_sort(out.m_rules.begin(), out.m_rules.end(), by_code);
  for (std::size_t i = 1; i < out.m_rules.size(); ++i) {
    const Rule& rule = out.m_rules[i];
    if (rule.code == out.m_rules[i - 1].code) problems.push_back(doubled(rule, out.m_rules[i - 1]));
  }
  if (!problems.empty()) throw settings::all_of(problems);
  return out;
}

const Rules& Rules::builtin() {
  static const Rules k_rules = [] {
    std::vector<File> files;
    for (const auto& file : text::files()) {
      if (file.name.starts_with(k_builtin_folder)) files.push_back({std::string(file.name), std::string(file.text)});
    }
    return parse(files, Origin::builtin);
  }();
  return k_rules;
}

void Rules::add_team_rule(const File& file) {
  std::vector<Error> problems;
  Rule rule = parse_rule(file, Origin::team, problems);
  if (const Rule* other = find(rule.code); problems.empty() && other != nullptr) {
    problems.push_back(doubled(rule, *other));
  }
  if (!problems.empty()) {
    m_broken.push_back({file.name, describe(settings::all_of(problems))});
    return;
  }
  m_rules.insert(std::upper_bound(m_rules.begin(), m_rules.end(), rule, by_code), std::move(rule));
}

Rules Rules::load(const settings::Settings& settings) {
  Rules out = builtin();
  for (const File& file : team_files(settings)) out.add_team_rule(file);
  return out;
}

const Rule* Rules::find(std::string_view code) const {
  const auto found = std::lower_bound(m_rules.begin(), m_rules.end(), code,
                                      [](const Rule& rule, std::string_view wanted) { return rule.code < wanted; });
  return found != m_rules.end() && found->code == code ? &*found : nullptr;
}

void check_settings(const settings::Settings& settings, const Rules& rules) {
  std::vector<Error> problems;
  for (const auto& [code, setting] : settings.rules) {
    if (const Rule* rule = rules.find(code)) {
      check_knobs(settings, setting, *rule, problems);
    } else {
      problems.push_back(unknown_rule(settings, setting.place, code, rules));
    }
  }
  for (const settings::Waiver& waiver : settings.waivers) {
    if (rules.find(waiver.rule) || is_of_other_class(waiver.rule)) continue;
    problems.push_back(unknown_rule(settings, waiver.place, waiver.rule, rules));
  }
  if (!problems.empty()) throw settings::all_of(problems);
}

settings::Settings with_knobs(settings::Settings settings, const Rules& rules) {
  for (const Rule& rule : rules.list()) {
    const auto setting = settings.rules.find(rule.code);
    for (const Knob& knob : rule.knobs) {
      std::vector<std::string>& values = settings.knobs[rule.code + "." + knob.name];
      values = knob.values;
      if (setting == settings.rules.end()) continue;
      if (const auto said = setting->second.knobs.find(knob.name); said != setting->second.knobs.end()) {
        values = said->second;
      }
    }
  }
  return settings;
}

}  // namespace plumb::contract
