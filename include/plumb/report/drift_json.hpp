// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <plumb/finding/drift_report.hpp>

namespace plumb::report {

// The document of docs/formats/findings.md: order of the fields fixed, arrays sorted, nothing volatile outside `run`.
// ON DISK – `format` counts up when a field changes its meaning. Ends in a line feed.
[[nodiscard]] std::string drift_json(const finding::DriftReport& report, std::string_view tool_version);

}  // namespace plumb::report
