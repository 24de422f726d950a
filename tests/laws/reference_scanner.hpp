// SPDX-License-Identifier: Apache-2.0
// The rules of atlas-migrate.md §2 written down as they stand there, one character and one trial at a time: a BEGIN is
// answered by scanning on from it. Exponential, and the measure of the real scanner on short inputs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace laws {

struct ReferenceScan {
  std::vector<std::string> statements;
  bool failed = false;
};

// REQUIRES: no DELIMITER command and no delimiter directive in the input (there the two may differ in blocks).
ReferenceScan reference_scan(std::string_view input, bool begin_end_blocks);

}  // namespace laws
