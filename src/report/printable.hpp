// SPDX-License-Identifier: Apache-2.0
// What a database holds must not write on the terminal, nor break a document.
#pragma once

#include <string>
#include <string_view>

#include <plumb/finding/drift_report.hpp>

namespace plumb::report {

// UTF-8 without control characters but tabs and line feeds: control characters and bytes that are no UTF-8 are "\x1b".
[[nodiscard]] std::string printable(std::string_view text);

// The same on one line: a line feed is "\n".
[[nodiscard]] std::string printable_line(std::string_view text);

// All texts of a report that may come from the database or the project, made printable; names on one line.
[[nodiscard]] finding::DriftReport printable(const finding::DriftReport& report);

}  // namespace plumb::report
