// SPDX-License-Identifier: Apache-2.0
// The report of `plumb drift` for people: verdict, then what is out of true by object, worst first, then what was
// looked at and what was not.
#pragma once

#include <string>

#include <plumb/finding/drift_report.hpp>
#include <plumb/report/style.hpp>

namespace plumb::report {

enum class Detail { usual, more };  // more: fingerprints, the URL, the digest of the desired side

// Ends in a line feed. Values that are long or have several lines are shown as a difference: "-" what should be, "+"
// what is.
[[nodiscard]] std::string drift_text(const finding::DriftReport& report, const Style& style,
                                     Detail detail = Detail::usual);

}  // namespace plumb::report
