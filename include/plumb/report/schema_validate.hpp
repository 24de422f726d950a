// SPDX-License-Identifier: Apache-2.0
// The report of `plumb schema validate` (docs/commands.md).
#pragma once

#include <string>
#include <string_view>

#include <plumb/finding/sources_report.hpp>
#include <plumb/report/style.hpp>

namespace plumb::report {

// For people: one line where all is well; else the place, the statement up to the caret, the hint. Ends in a line feed.
[[nodiscard]] std::string schema_validate_text(const finding::SourcesReport& report, const Style& style);

// ON DISK – one document, nothing volatile in it: {"format":1,"tool":…,"valid":…,"server":…,"files":…,"loaded":…,
// "statements":…,"kinds":…,"error":{"file","line","column","message","sqlstate","statement","hint"} or null,
// "unlisted":[…],"repeated":[…],"empty":[…]}. Ends in a line feed.
[[nodiscard]] std::string schema_validate_json(const finding::SourcesReport& report, std::string_view tool_version);

}  // namespace plumb::report
