// SPDX-License-Identifier: Apache-2.0
// The report of `migrate apply`: Atlas's default text, and the data for `--format` (atlas-migrate.md §6.2, §7.2).
#pragma once

#include <string>

#include <plumb/apply/run_report.hpp>
#include <plumb/base/secret.hpp>
#include <plumb/report/style.hpp>
#include <plumb/template/value.hpp>

namespace plumb::report {

// Ends in a line feed.
[[nodiscard]] std::string migrate_apply_text(const apply::RunReport& report, const Style& style);

// What a template sees as `.`. The password of the URL is nowhere in it (Atlas prints it for {{ .URL }}).
[[nodiscard]] tmpl::Value migrate_apply_data(const apply::RunReport& report, const Secret& url,
                                             const std::string& dir_url, const Style& style);

}  // namespace plumb::report
