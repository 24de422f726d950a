// SPDX-License-Identifier: Apache-2.0
#include "parse_rules.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace plumb::settings {
namespace {

constexpr std::string_view k_severities = "critical, high, medium, low or info";

bool is_off(std::string_view word) {
  return word == "off" || word == "no" || word == "false";
}

bool is_on(std::string_view word) {
  return word == "on" || word == "yes" || word == "true";
}

// Letters and then digits: "RLS002". Which codes there are is not known here.
bool is_code(std::string_view text) {
  const auto digits = std::find_if_not(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return digits - text.begin() >= 2 && text.end() - digits >= 3 &&
         std::all_of(digits, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<finding::Severity> severity(Reader& reader, const Node& node, std::string_view what) {
  const auto word = reader.text(node, what);
  if (!word) return std::nullopt;
  const auto out = finding::parse_severity(*word);
  if (!out) {
    reader.problem(node.place, fmt::format("{} is {}, not \"{}\"", what, k_severities, *word),
                   did_you_mean(*word, {"critical", "high", "medium", "low", "info"}));
  }
  return out;
}

void parse_knob(Reader& reader, const std::string& name, const Node& node, const std::string& code, RuleSetting& out) {
  const std::string what = fmt::format("knob \"{}\" of {}", name, code);
  if (node.type == Node::Type::sequence) {
    if (auto values = reader.texts(node, what)) out.knobs[name] = *std::move(values);
  } else if (auto value = reader.text(node, what)) {
    out.knobs[name] = {*std::move(value)};
  }
}

void parse_rule(Reader& reader, const std::string& code, Place place, const Node& node, RuleSetting& out) {
  out.place = place;
  if (node.type == Node::Type::scalar) {
    out.off = is_off(node.value);
    if (!out.off && !is_on(node.value)) out.severity = severity(reader, node, "the setting of " + code);
    return;
  }
  for (const Entry& entry : reader.entries(node, "rules." + code)) {
    if (entry.key == "severity") {
      out.severity = severity(reader, *entry.value, "severity of " + code);
    } else {
      parse_knob(reader, entry.key, *entry.value, code, out);
    }
  }
}

// "table public.users", and "extension:x" for those who write it so.
std::string object_text(std::string text) {
  const std::size_t colon = text.find(':');
  if (colon != std::string::npos && text.find(' ') > colon) text[colon] = ' ';
  return text;
}

void check_object(Reader& reader, Place place, std::string_view object) {
  if (object.find(' ') != std::string_view::npos) return;
  reader.problem(place, fmt::format("\"{}\" does not say what kind of object it is", object),
                 "write kind and name, as reports do: table public.users");
}

struct RawWaiver {
  Waiver waiver;
  Place until_place;
  bool has_until = false;
};

void parse_until(Reader& reader, const Node& node, RawWaiver& out) {
  out.has_until = true;
  const auto text = reader.text(node, "until");
  if (!text) return;
  if (const auto date = parse_date(*text)) {
    out.waiver.until = *date;
  } else {
    reader.problem(node.place, fmt::format("\"{}\" is no date", *text), "write it as year-month-day: 2027-03-31");
  }
}

void require(Reader& reader, const Waiver& waiver, bool is_there, std::string_view key) {
  if (is_there) return;
  reader.problem(waiver.place, fmt::format("the waiver has no {}", key),
                 "a waiver says rule, object, reason and until, the last day on which it holds");
}

void parse_waiver(Reader& reader, const Node& node, Settings& out) {
  RawWaiver raw;
  Waiver& waiver = raw.waiver;
  waiver.place = node.place;
  reader.read_map(node, "a waiver",
                  {{"rule", reader.to(waiver.rule, "rule")},
                   {"object", reader.to(waiver.object, "object")},
                   {"reason", reader.to(waiver.reason, "reason")},
                   {"owner", reader.to(waiver.owner, "owner")},
                   {"until", [&](const Node& value) { parse_until(reader, value, raw); }},
                   {"fingerprint", reader.to(waiver.fingerprint, "fingerprint")}});
  if (node.type != Node::Type::map) return;
  require(reader, waiver, !waiver.rule.empty(), "rule");
  require(reader, waiver, !waiver.object.empty(), "object");
  require(reader, waiver, !waiver.reason.empty(), "reason");
  require(reader, waiver, raw.has_until, "date (until)");
  waiver.object = object_text(std::move(waiver.object));
  if (!waiver.object.empty()) check_object(reader, waiver.place, waiver.object);
  const bool is_known = std::any_of(out.waivers.begin(), out.waivers.end(), [&waiver](const Waiver& other) {
    return other.rule == waiver.rule && other.object == waiver.object && other.fingerprint == waiver.fingerprint;
  });
  if (is_known) {
    reader.problem(waiver.place, fmt::format("{} on {} is waived twice", waiver.rule, waiver.object));
  }
  out.waivers.push_back(std::move(waiver));
}

void parse_ignored(Reader& reader, const Node& node, Settings& out) {
  Ignored ignored{.object = {}, .reason = {}, .place = node.place};
  reader.read_map(node, "an entry of ignore",
                  {{"object", reader.to(ignored.object, "object")}, {"reason", reader.to(ignored.reason, "reason")}});
  if (node.type != Node::Type::map) return;
  ignored.object = object_text(std::move(ignored.object));
  if (ignored.object.empty()) {
    reader.problem(ignored.place, "the entry of ignore has no object");
    return;
  }
  check_object(reader, ignored.place, ignored.object);
  if (ignored.reason.empty())
    reader.problem(ignored.place, fmt::format("{} is ignored without reason", ignored.object));
  const bool is_known = std::any_of(out.ignore.begin(), out.ignore.end(),
                                    [&ignored](const Ignored& other) { return other.object == ignored.object; });
  if (is_known) reader.problem(ignored.place, fmt::format("{} is ignored twice", ignored.object));
  out.ignore.push_back(std::move(ignored));
}

}  // namespace

void parse_rules(Reader& reader, const Node& node, Settings& out) {
  for (const auto& [key, place, value] : reader.entries(node, "rules")) {
    if (key == "paths") {
      reader.to(out.rule_paths, "rules.paths")(*value);
    } else if (is_code(key)) {
      parse_rule(reader, key, place, *value, out.rules[key]);
    } else {
      reader.problem(place, fmt::format("\"{}\" is no code of a rule", key),
                     did_you_mean(key, {"paths"}).empty() ? "codes are like RLS002" : did_you_mean(key, {"paths"}));
    }
  }
}

void parse_ignore(Reader& reader, const Node& node, Settings& out) {
  reader.read_list(node, "ignore", [&](const Node& item) { parse_ignored(reader, item, out); });
}

void parse_waivers(Reader& reader, const Node& node, Settings& out) {
  reader.read_list(node, "waivers", [&](const Node& item) { parse_waiver(reader, item, out); });
}

void parse_fail_on(Reader& reader, const Node& node, Settings& out) {
  if (node.type == Node::Type::scalar && node.value == "none") {
    out.fail_on.reset();
  } else if (const auto threshold = severity(reader, node, "fail_on")) {
    out.fail_on = threshold;
  }
}

}  // namespace plumb::settings
