// SPDX-License-Identifier: Apache-2.0
// The report of `plumb drift` for people: verdict, then what is out of true by object, worst first, then what was
// looked at and what was not.
#pragma once

#include <string>

#include <plumb/finding/drift_report.hpp>
#include <plumb/report/page.hpp>

namespace plumb::report {

// Ends in a line feed. Values that are long or have several lines are shown as a difference: "-" what should be, "+"
// what is. What follows from a difference stands under it; objects with the same findings stand together, and why a
// rule is one is told once, unless all details are asked for. Control characters are shown as escapes.
[[nodiscard]] std::string drift_text(const finding::DriftReport& report, const Page& page);

}  // namespace plumb::report
