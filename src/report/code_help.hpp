// SPDX-License-Identifier: Apache-2.0
// What a code means, whatever it was found on: for the formats that list the rules beside what they found.
#pragma once

#include <string>
#include <string_view>

#include <plumb/contract/rule.hpp>

namespace plumb::report {

struct CodeHelp {
  std::string title;            // "Row security not forced on a tenant table"
  std::string why;              // may be ""
  std::string remedy;           // may be ""; SQL where is_sql
  bool is_sql = false;          // what stands in braces is filled in for each finding
  std::string false_positives;  // may be ""
};

// Of a rule of the contract what its file says; of another code plumb's own words. `rules` may be null. A code that
// nobody knows has itself as title.
[[nodiscard]] CodeHelp code_help(std::string_view code, const contract::Rules* rules);

}  // namespace plumb::report
