// SPDX-License-Identifier: Apache-2.0
#include "finding_groups.hpp"

#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

namespace plumb::report {
namespace {

using finding::Class;
using finding::Finding;
using finding::ObjectName;

constexpr std::size_t k_fold_from = 3;  // objects with the same findings

bool has(const std::vector<std::string>& codes, const std::string& code) {
  return std::ranges::find(codes, code) != codes.end();
}

bool is_cause(const Finding& difference, const Finding& breach) {
  return difference.cls == Class::drift && has(breach.related, difference.code) &&
         has(difference.related, breach.code) && is_near(difference.object, breach.object) &&
         difference.waiver.has_value() == breach.waiver.has_value();
}

// Null: it stands for itself. The difference of the same object before those that are near.
const Finding* cause_of(const Finding& breach, const std::vector<const Finding*>& differences) {
  if (breach.cls != Class::contract || breach.related.empty()) return nullptr;
  const Finding* near = nullptr;
  for (const Finding* difference : differences) {
    if (!is_cause(*difference, breach)) continue;
    if (difference->object == breach.object) return difference;
    if (near == nullptr) near = difference;
  }
  return near;
}

std::vector<ObjectGroup> by_object(const std::vector<Finding>& findings) {
  std::vector<const Finding*> differences;
  for (const Finding& finding : findings) {
    if (finding.cls == Class::drift && !finding.related.empty()) differences.push_back(&finding);
  }
  std::map<ObjectName, std::size_t> places;
  std::vector<ObjectGroup> out;
  for (const Finding& finding : findings) {
    const Finding* cause = cause_of(finding, differences);
    const Finding& root = cause == nullptr ? finding : *cause;
    const auto [place, is_new] = places.emplace(root.object, out.size());
    if (is_new) out.push_back({.objects = {&root.object}, .findings = {}});
    std::vector<GroupedFinding>& group = out[place->second].findings;
    auto grouped = std::ranges::find(group, &root, &GroupedFinding::finding);
    if (grouped == group.end()) grouped = group.insert(group.end(), {.finding = &root, .consequences = {}});
    if (cause != nullptr) grouped->consequences.push_back(&finding);
  }
  return out;
}

void replace_all(std::string& text, const std::string& word, std::string_view by) {
  if (word.empty()) return;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size())) {
    text.replace(at, word.size(), by);
  }
}

// A text without the object's names, so that it is the same for the next one.
std::string without_names(std::string text, const ObjectName& object) {
  // The longer one first: it may hold the other.
  const bool name_first = object.name.size() >= object.parent.size();
  replace_all(text, name_first ? object.name : object.parent, "\x01");
  replace_all(text, name_first ? object.parent : object.name, "\x02");
  return text;
}

std::string value_text(const std::optional<std::string>& value) {
  return value ? "=" + *value : "";
}

std::string profile_of(const Finding& finding, const ObjectName& object) {
  std::string out = fmt::format("{}\x03{}\x03{}\x03{}\x03{}\x03{}\x03", finding.code, finding::name(finding.severity),
                                finding.object.kind, without_names(finding.message, object), finding.why,
                                finding.waiver ? finding.waiver->reason + finding.waiver->until : "");
  for (const finding::AttributeDifference& each : finding.attributes) {
    out += fmt::format("{}\x03{}\x03{}\x03", each.name, value_text(each.expected), value_text(each.actual));
  }
  if (finding.attributes.empty()) {
    out += without_names(finding.expected, object) + "\x03" + without_names(finding.actual, object);
  }
  return out + "\x04";
}

// Equal for groups that would be told in the same words.
std::string profile_of(const ObjectGroup& group) {
  const ObjectName& object = *group.objects.front();
  std::string out = object.kind + "\x04";
  for (const GroupedFinding& each : group.findings) {
    out += profile_of(*each.finding, object);
    for (const Finding* consequence : each.consequences) out += "\x05" + profile_of(*consequence, object);
  }
  return out;
}

std::vector<ObjectGroup> folded(std::vector<ObjectGroup> groups) {
  std::map<std::string, std::vector<std::size_t>> alike;
  std::vector<std::string> profiles;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    profiles.push_back(profile_of(groups[i]));
    alike[profiles.back()].push_back(i);
  }
  std::vector<ObjectGroup> out;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::vector<std::size_t>& same = alike[profiles[i]];
    if (same.size() >= k_fold_from && same.front() != i) continue;
    out.push_back(groups[i]);
    if (same.size() < k_fold_from) continue;
    for (const std::size_t other : same) {
      if (other != i) out.back().objects.push_back(groups[other].objects.front());
    }
  }
  return out;
}

}  // namespace

std::vector<ObjectGroup> finding_groups(const std::vector<Finding>& findings, Fold fold) {
  std::vector<ObjectGroup> groups = by_object(findings);
  return fold == Fold::yes ? folded(std::move(groups)) : groups;
}

}  // namespace plumb::report
