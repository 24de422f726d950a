// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/findings.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/report/drift_json.hpp>
#include <plumb/report/drift_text.hpp>

#include "github.hpp"
#include "junit.hpp"
#include "markdown.hpp"
#include "sarif.hpp"

namespace plumb::report {
namespace {

// ON DISK – in the order of the enumeration.
constexpr std::array<std::string_view, 6> k_names = {"text", "json", "sarif", "junit", "markdown", "github"};

}  // namespace

std::optional<Format> parse_format(std::string_view name) {
  const auto* const place = std::ranges::find(k_names, name);
  if (place == k_names.end()) return std::nullopt;
  return static_cast<Format>(place - k_names.begin());
}

std::string format_names() {
  return fmt::format("{}", fmt::join(k_names, ", "));
}

std::string findings(Format format, const std::vector<finding::DriftReport>& reports,
                     const Presentation& presentation) {
  switch (format) {
    case Format::sarif:
      return findings_sarif(reports, presentation);
    case Format::junit:
      return findings_junit(reports, presentation);
    case Format::markdown:
      return findings_markdown(reports, presentation);
    case Format::github:
      return findings_github(reports, presentation);
    case Format::text:
    case Format::json:
      break;
  }
  std::string out;
  for (const finding::DriftReport& report : reports) {
    out +=
        format == Format::json ? drift_json(report, presentation.tool_version) : drift_text(report, presentation.page);
  }
  return out;
}

}  // namespace plumb::report
