// SPDX-License-Identifier: Apache-2.0
// The data of the sensitivity test: one block an attribute, "with this before, that statement changes exactly this".
//
//   === policy.roles                 or "=== policy" for an object that appears
//   since: 15                        the block is for this major version and newer; all lines of the head may be absent
//   until: 17                        … and older
//   also: column.default reason      what changes with it, and why; "also: column" for an object
//   unrun: reason                    the fix is not run
//   one way: reason                  the fix of the change is run; not the other way round
//   by hand: reason                  SQL alone does not make it, or not exactly
//   never: reason                    instead of the sections: on these versions nothing can change it
//   --- before
//   CREATE TABLE …                   SQL, one or more statements
//   --- change
//   ALTER …
//   --- after                        where the database and the roles that are dropped anyway are not all there is
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::test {

struct SensitivityBlock {
  std::string place;    // "relations.txt:12"
  std::string subject;  // "policy.roles", "policy"
  int since = 0;        // major versions
  int until = 99;
  std::vector<std::string> also;  // subjects
  std::string unrun;              // the reason
  std::string one_way;            // the reason
  std::string by_hand;            // the reason
  std::string never;              // the reason; the sections are empty then
  std::string before;
  std::string change;
  std::string after;

  [[nodiscard]] std::string kind() const { return subject.substr(0, subject.find('.')); }
  [[nodiscard]] bool is_for(int major) const { return since <= major && major <= until; }
};

// Throws Error with file and line for what is not as above.
[[nodiscard]] std::vector<SensitivityBlock> parse_sensitivity(const std::string& file, std::string_view text);

// Those of every file of tests/integration/drift/sensitivity.
[[nodiscard]] std::vector<SensitivityBlock> sensitivity_blocks();

}  // namespace plumb::test
