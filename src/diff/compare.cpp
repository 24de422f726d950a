// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include <plumb/diff/difference.hpp>

namespace plumb::diff {
namespace {

using catalog::Object;
using catalog::Section;

struct Place {
  std::size_t live;
  bool compared;
};

// For each attribute of the desired section its place in the live one. Nothing: they have not the same attributes.
std::optional<std::vector<Place>> match_attributes(const Section& desired, const Section& live) {
  std::vector<Place> places;
  for (const std::string_view name : desired.attributes()) {
    const auto found = std::ranges::find(live.attributes(), name);
    if (found == live.attributes().end()) break;
    places.push_back({.live = static_cast<std::size_t>(found - live.attributes().begin()),
                      .compared = desired.kind().facts(name).compared});
  }
  const bool same = places.size() == desired.attributes().size() && places.size() == live.attributes().size();
  return same ? std::optional(std::move(places)) : std::nullopt;
}

enum class Concern { never, if_other_side, yes };

// Whether an object of the whole cluster has to do with the database: Kind::scope.
Concern concern(const Object& object) {
  const std::string& scope = object.kind().scope;
  if (scope.empty()) return Concern::yes;
  const auto value = object.attribute(scope);
  return value == "never" ? Concern::never : value == "no" ? Concern::if_other_side : Concern::yes;
}

bool are_compared(const Object& desired, const Object& live) {
  const auto [low, high] = std::minmax({concern(desired), concern(live)});
  return low != Concern::never && high == Concern::yes;
}

class Comparison {
 public:
  explicit Comparison(const catalog::Selection& selection) : m_selection(selection) {}

  Differences run(const catalog::Catalog& desired, const catalog::Catalog& live) {
    for (const auto& section : desired.sections()) {
      if (!section->kind().compared) continue;
      if (const Section* other = live.section(section->kind().name)) {
        merge(*section, *other);
      } else {
        m_result.not_compared.push_back(&section->kind());
      }
    }
    for (const auto& section : live.sections()) {
      if (!section->kind().compared) continue;
      if (desired.section(section->kind().name) == nullptr) m_result.not_compared.push_back(&section->kind());
    }
    return std::move(m_result);
  }

 private:
  void merge(const Section& desired, const Section& live) {
    const auto places = match_attributes(desired, live);
    if (!places) {
      m_result.not_compared.push_back(&desired.kind());
      return;
    }
    const auto first = std::ssize(m_result.list);
    std::size_t left = 0;
    std::size_t right = 0;
    while (left < desired.size() || right < live.size()) {
      const int order = left == desired.size() ? 1
                        : right == live.size() ? -1
                                               : compare_identity(desired[left], live[right]);
      if (order < 0) {
        add_one_sided(
            {.change = Change::missing, .desired = desired[left++], .live = {}, .attributes = {}, .below = {}});
      } else if (order > 0) {
        add_one_sided(
            {.change = Change::unexpected, .desired = {}, .live = live[right++], .attributes = {}, .below = {}});
      } else {
        add_if_changed(desired[left++], live[right++], *places);
      }
    }
    m_ranges[desired.kind().name] = {first, std::ssize(m_result.list)};
  }

  void add_if_changed(const Object& desired, const Object& live, const std::vector<Place>& places) {
    if (!are_compared(desired, live) || !m_selection.contains(live)) return;
    std::vector<AttributeChange> changes;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!places[i].compared) continue;
      const auto expected = desired.attribute(i);
      const auto actual = live.attribute(places[i].live);
      if (expected == catalog::k_not_seen || actual == catalog::k_not_seen) continue;
      if (expected != actual) changes.push_back({desired.section().attributes()[i], expected, actual});
    }
    if (changes.empty()) return;
    m_result.list.push_back(
        {.change = Change::changed, .desired = desired, .live = live, .attributes = std::move(changes), .below = {}});
  }

  void add_one_sided(Difference difference) {
    if (concern(difference.object()) != Concern::yes || !m_selection.contains(difference.object())) return;
    if (Difference* cause = find_cause(difference)) {
      add_below(*cause, difference.object());
    } else {
      m_result.list.push_back(std::move(difference));
    }
  }

  // The missing or unexpected object that this one is part of. Parents come first, and the list is sorted within a
  // kind.
  Difference* find_cause(const Difference& difference) {
    const Object& child = difference.object();
    if (child.kind().other_parent != nullptr) {
      if (Difference* cause = find_cause(*child.kind().other_parent, difference)) return cause;
    }
    for (const catalog::Kind* kind = child.kind().parent; kind != nullptr; kind = kind->parent) {
      if (Difference* cause = find_cause(*kind, difference)) return cause;
    }
    return nullptr;
  }

  // The same among the objects of one kind.
  Difference* find_cause(const catalog::Kind& kind, const Difference& difference) {
    const Object& child = difference.object();
    const auto range = m_ranges.find(kind.name);
    if (range == m_ranges.end()) return nullptr;
    const auto last = m_result.list.begin() + range->second.second;
    const auto found = std::lower_bound(
        m_result.list.begin() + range->second.first, last, child,
        [](const Difference& each, const Object& wanted) { return compare_identity(each.object(), wanted) < 0; });
    const bool hit = found != last && compare_identity(found->object(), child) == 0;
    return hit && found->change == difference.change ? &*found : nullptr;
  }

  static void add_below(Difference& cause, const Object& object) {
    if (cause.below.empty() || cause.below.back().kind != &object.kind()) cause.below.push_back({&object.kind(), {}});
    cause.below.back().objects.push_back(object);
  }

  const catalog::Selection& m_selection;
  Differences m_result;
  // Of the kinds that are done: where their differences are in the list.
  std::map<std::string_view, std::pair<std::ptrdiff_t, std::ptrdiff_t>> m_ranges;
};

}  // namespace

Differences compare(const catalog::Catalog& desired, const catalog::Catalog& live,
                    const catalog::Selection& selection) {
  return Comparison(selection).run(desired, live);
}

}  // namespace plumb::diff
