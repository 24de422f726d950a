// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <plumb/report/findings.hpp>

namespace plumb::report {

// JUnit's XML, a suite for each class of findings of each report: docs/formats/junit.md.
[[nodiscard]] std::string findings_junit(const std::vector<finding::DriftReport>& reports,
                                         const Presentation& presentation);

}  // namespace plumb::report
