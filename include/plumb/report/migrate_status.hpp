// SPDX-License-Identifier: Apache-2.0
// The report of `migrate status`: Atlas's default text, and the data for `--format` (atlas-migrate.md §6.3, §7.3).
#pragma once

#include <string>

#include <plumb/apply/status.hpp>
#include <plumb/base/secret.hpp>
#include <plumb/report/style.hpp>
#include <plumb/template/value.hpp>

namespace plumb::report {

// Ends in a line feed.
[[nodiscard]] std::string migrate_status_text(const apply::Status& status, const Style& style);

// What a template sees as `.`; `default .` is the caller's function.
[[nodiscard]] tmpl::Value migrate_status_data(const apply::Status& status, const Secret& url,
                                              const std::string& dir_url);

}  // namespace plumb::report
