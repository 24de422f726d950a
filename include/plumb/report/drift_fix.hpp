// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/finding/drift_report.hpp>

namespace plumb::report {

// The SQL of all fixes, and nothing else: what others stand on first, what is dropped last. "" if there is none. plumb
// never runs it by itself.
[[nodiscard]] std::string drift_fix(const finding::DriftReport& report);

}  // namespace plumb::report
