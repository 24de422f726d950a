// SPDX-License-Identifier: Apache-2.0
// The findings of `plumb drift` and `plumb check`, in each of the formats of docs/formats/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/contract/rule.hpp>
#include <plumb/finding/drift_report.hpp>
#include <plumb/report/page.hpp>

namespace plumb::report {

enum class Format { text, json, sarif, junit, markdown, github };

// "text", "json", …; nothing for another name.
[[nodiscard]] std::optional<Format> parse_format(std::string_view name);
// "text, json, sarif, junit, markdown, github".
[[nodiscard]] std::string format_names();

struct Presentation {
  std::string command = "drift";           // whose report it is: "drift", "check"
  std::string tool_version;                // "0.1.0"
  const contract::Rules* rules = nullptr;  // for their titles and help; null: there are none
  // From here on a finding is a failure, as --fail-on says; nothing: none is.
  std::optional<finding::Severity> fail_on = finding::Severity::high;
  Page page;  // of text only
};

// The reports of one run, several where there are several targets: as one document but for text and json, where they
// follow each other. Ends in a line feed. Pure; nothing volatile but what json has in `run`, and check's times in text.
[[nodiscard]] std::string findings(Format format, const std::vector<finding::DriftReport>& reports,
                                   const Presentation& presentation);

}  // namespace plumb::report
