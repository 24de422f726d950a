// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <plumb/report/findings.hpp>

namespace plumb::report {

// Workflow commands of GitHub Actions, an annotation for each finding: docs/formats/github.md.
[[nodiscard]] std::string findings_github(const std::vector<finding::DriftReport>& reports,
                                          const Presentation& presentation);

}  // namespace plumb::report
