// SPDX-License-Identifier: Apache-2.0
// Pieces of the text that templates can ask for by themselves: {{ .Header }}, {{ .Summary "  " }}.
#pragma once

#include <string>
#include <string_view>

#include <plumb/apply/run_report.hpp>
#include <plumb/report/style.hpp>

namespace plumb::report {

[[nodiscard]] std::string migrate_apply_header(const apply::RunReport& report, const Style& style);
[[nodiscard]] std::string migrate_apply_summary(const apply::RunReport& report, std::string_view indent,
                                                const Style& style);

}  // namespace plumb::report
