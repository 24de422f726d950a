// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <plumb/report/findings.hpp>

namespace plumb::report {

// SARIF 2.1.0, a run for each report: docs/formats/sarif.md.
[[nodiscard]] std::string findings_sarif(const std::vector<finding::DriftReport>& reports,
                                         const Presentation& presentation);

}  // namespace plumb::report
