// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/finding/drift_report.hpp>

namespace plumb::report {

// "the migrations up to 20261006143000", "src", "the snapshot s.jsonl", "nothing".
[[nodiscard]] std::string against_text(const finding::DriftReport& report);

}  // namespace plumb::report
