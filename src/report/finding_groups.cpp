// SPDX-License-Identifier: Apache-2.0
#include "finding_groups.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace plumb::report {
namespace {

using finding::Finding;

bool names(const Finding& finding, const std::string& code) {
  return std::find(finding.related.begin(), finding.related.end(), code) != finding.related.end();
}

const Finding* cause_of(const Finding& breach, const std::vector<Finding>& findings) {
  if (breach.cls != finding::Class::contract || breach.related.empty()) return nullptr;
  const Finding* out = nullptr;
  for (const Finding& other : findings) {
    if (other.cls != finding::Class::drift || !names(breach, other.code) || !names(other, breach.code)) continue;
    if (!is_near(other.object, breach.object)) continue;
    if (other.object == breach.object) return &other;
    if (out == nullptr) out = &other;
  }
  return out;
}

// Waived ones stay behind those that count.
bool is_before(const GroupedFinding& left, const GroupedFinding& right) {
  const auto rank = [](const GroupedFinding& each) {
    return std::pair(each.finding->waiver.has_value(), each.finding->cls != finding::Class::drift);
  };
  return rank(left) < rank(right);
}

}  // namespace

std::vector<FindingGroup> by_object_and_cause(const std::vector<Finding>& findings) {
  std::map<finding::ObjectName, std::size_t> places;
  std::vector<FindingGroup> out;
  for (const Finding& finding : findings) {
    const Finding* cause = cause_of(finding, findings);
    const finding::ObjectName& object = cause == nullptr ? finding.object : cause->object;
    const auto [place, is_new] = places.emplace(object, out.size());
    if (is_new) out.push_back({.object = object, .findings = {}});
    out[place->second].findings.push_back({.finding = &finding, .cause = cause});
  }
  for (FindingGroup& group : out) std::stable_sort(group.findings.begin(), group.findings.end(), is_before);
  return out;
}

}  // namespace plumb::report
