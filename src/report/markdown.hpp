// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <plumb/report/findings.hpp>

namespace plumb::report {

// A comment for a pull request, shorter than GitHub's limit: docs/formats/markdown.md.
[[nodiscard]] std::string findings_markdown(const std::vector<finding::DriftReport>& reports,
                                            const Presentation& presentation);

}  // namespace plumb::report
