// SPDX-License-Identifier: Apache-2.0
#include <plumb/finding/finding.hpp>

#include <array>

#include <fmt/format.h>

namespace plumb::finding {
namespace {

constexpr std::array<std::string_view, 5> k_severities = {"critical", "high", "medium", "low", "info"};
constexpr std::array<std::string_view, 4> k_classes = {"drift", "contract", "migrations", "coverage"};

}  // namespace

std::string_view name(Severity severity) {
  return k_severities.at(static_cast<std::size_t>(severity));
}

std::optional<Severity> parse_severity(std::string_view name) {
  for (std::size_t i = 0; i < k_severities.size(); ++i) {
    if (k_severities.at(i) == name) return static_cast<Severity>(i);
  }
  return std::nullopt;
}

std::string_view name(Class cls) {
  return k_classes.at(static_cast<std::size_t>(cls));
}

std::string ObjectName::text() const {
  const std::string prefix = schema.empty() ? "" : schema + ".";
  // A name below a table needs no schema of its own: the table's says it.
  if (!parent.empty()) return fmt::format("{} {} on {}{}", kind, name, prefix, parent);
  // Two functions of one name differ in their arguments, so "()" is told as well.
  const bool callable = kind == "function" || kind == "aggregate" || kind == "procedure";
  const std::string arguments = callable || !signature.empty() ? "(" + signature + ")" : "";
  return fmt::format("{}{}{}{}{}", kind, kind.empty() ? "" : " ", prefix, name, arguments);
}

}  // namespace plumb::finding
