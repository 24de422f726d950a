// SPDX-License-Identifier: Apache-2.0
#include "algorithms.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "context_body.hpp"
#include "tenant_predicates.hpp"

namespace plumb::contract {
namespace {

// What only the live server could tell: its answers were asked for before, or not at all.
Measured measured(const Subject& subject, const Rule& rule) {
  const auto found = subject.measured.find(rule.code);
  if (found == subject.measured.end()) return Unable{"it asks the live server, which was not asked"};
  return found->second;
}

constexpr std::array<std::pair<std::string_view, Algorithm>, 5> k_algorithms = {{
    {"changed_rows", judge_changed_rows},
    {"context_body", judge_context_body},
    {"measured", measured},
    {"visible_rows", judge_visible_rows},
    {"written_rows", judge_written_rows},
}};

}  // namespace

Algorithm find_algorithm(std::string_view name) {
  const auto* found =
      std::find_if(k_algorithms.begin(), k_algorithms.end(), [name](const auto& entry) { return entry.first == name; });
  return found == k_algorithms.end() ? nullptr : found->second;
}

}  // namespace plumb::contract
