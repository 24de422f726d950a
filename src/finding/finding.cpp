// SPDX-License-Identifier: Apache-2.0
#include <plumb/finding/finding.hpp>

#include <array>

#include <fmt/format.h>

namespace plumb::finding {
namespace {

constexpr std::array<std::string_view, 5> k_severities = {"critical", "high", "medium", "low", "info"};
constexpr std::array<std::string_view, 5> k_classes = {"drift", "contract", "migrations", "coverage", "sources"};

// A difference tells the database and the role that runs the migrations by a placeholder: "{migration role}, TABLES".
bool is_same_name(std::string_view placeholder, std::string_view name) {
  const std::size_t end = placeholder.starts_with('{') ? placeholder.find('}') : std::string_view::npos;
  return placeholder == name || (end != std::string_view::npos && name.ends_with(placeholder.substr(end + 1)));
}

// "erun_operations, erun_api, {migration role}": a role, who is a member of it, who made it so.
bool speaks_of_role(const ObjectName& membership, std::string_view role) {
  const std::string names = ", " + membership.name + ",";
  return names.find(fmt::format(", {},", role)) != std::string::npos;
}

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

bool is_near(const ObjectName& difference, const ObjectName& object) {
  if (difference == object) return true;
  if (difference.kind == object.kind) {
    return difference.schema == object.schema && difference.parent == object.parent &&
           difference.signature == object.signature && is_same_name(difference.name, object.name);
  }
  if (difference.kind == "membership" && object.kind == "role") return speaks_of_role(difference, object.name);
  if (difference.schema != object.schema) return false;
  const bool is_child = object.parent == difference.name && difference.parent.empty();
  const bool is_parent = difference.parent == object.name && object.parent.empty();
  return is_child || is_parent;
}

}  // namespace plumb::finding
