// SPDX-License-Identifier: Apache-2.0
// What some rules say of the reference blueprint after a few statements, for the cases that a rule's header has no room
// for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reference_database.hpp"

namespace plumb::test {

struct Situation {
  std::string_view what;
  std::string_view sql;
  // "PRV503 role erun_api", sorted. With "(low)" behind it where the severity is not the rule's own.
  std::vector<std::string> expected;
  settings::Settings settings{};
};

// Judges each situation by the rules of those codes, and by no other; then does what the findings propose, after which
// there must be none.
void check_situations(ReferenceDatabase& database, const std::vector<std::string_view>& codes,
                      const std::vector<Situation>& situations);

// Settings with a knob of a rule.
[[nodiscard]] settings::Settings with_knob(const std::string& code, const std::string& knob,
                                           std::vector<std::string> values);

// The built-in rules of those codes.
[[nodiscard]] contract::Rules rules_of(const std::vector<std::string_view>& codes);

// "CODE object" of each finding, sorted.
[[nodiscard]] std::vector<std::string> found(const contract::Judgement& judgement);

}  // namespace plumb::test
