// SPDX-License-Identifier: Apache-2.0
#include <plumb/diff/findings.hpp>

#include <algorithm>
#include <array>

#include <fmt/ranges.h>

#include <plumb/base/counted.hpp>
#include <plumb/catalog/fingerprint.hpp>

namespace plumb::diff {
namespace {

using finding::Severity;

// ON DISK – never reuse.
std::string_view code_of(Change change) {
  switch (change) {
    case Change::missing:
      return "DRF001";
    case Change::unexpected:
      return "DRF002";
    case Change::changed:
      break;
  }
  return "DRF003";
}

Severity severity_of(const std::string& name) {
  return finding::parse_severity(name).value_or(Severity::medium);
}

Severity severity_of(const Difference& difference) {
  const catalog::Kind& kind = difference.object().kind();
  if (difference.change == Change::missing) return severity_of(kind.missing);
  if (difference.change == Change::unexpected) return severity_of(kind.unexpected);
  Severity worst = Severity::info;
  for (const AttributeChange& change : difference.attributes) {
    worst = std::min(worst, severity_of(kind.facts(change.name).severity));
  }
  return worst;
}

std::string below_text(const std::vector<Below>& below) {
  if (below.empty()) return "";
  std::vector<std::string> parts;
  for (const Below& each : below) parts.push_back(counted(each.objects.size(), each.kind->name));
  return fmt::format(", with {}", fmt::join(parts, ", "));
}

std::string message_of(const Difference& difference) {
  const std::string& kind = difference.object().kind().name;
  switch (difference.change) {
    case Change::missing:
      return fmt::format("{} is missing{}", kind, below_text(difference.below));
    case Change::unexpected:
      return fmt::format("{} is not in the blueprint{}", kind, below_text(difference.below));
    case Change::changed:
      break;
  }
  std::vector<std::string_view> names;
  for (const AttributeChange& change : difference.attributes) names.push_back(change.name);
  return fmt::format("{} of the {} {}", fmt::join(names, ", "), kind, names.size() == 1 ? "differs" : "differ");
}

std::string value_text(const std::optional<std::string_view>& value) {
  return std::string(value.value_or("(not set)"));
}

std::optional<std::string> owned(const std::optional<std::string_view>& value) {
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

void add_attributes(const Difference& difference, finding::Finding& finding) {
  for (const AttributeChange& change : difference.attributes) {
    finding.attributes.push_back({std::string(change.name), owned(change.expected), owned(change.actual)});
    const std::string_view separator = finding.expected.empty() ? "" : "\n";
    finding.expected += fmt::format("{}{} = {}", separator, change.name, value_text(change.expected));
    finding.actual += fmt::format("{}{} = {}", separator, change.name, value_text(change.actual));
  }
}

finding::Finding to_finding(const Difference& difference, const FindingOptions& options) {
  const std::string_view code = code_of(difference.change);
  finding::Finding finding{.code = std::string(code),
                           .cls = finding::Class::drift,
                           .severity = severity_of(difference),
                           .object = object_name(difference.object()),
                           .message = message_of(difference)};
  if (difference.change == Change::changed) {
    add_attributes(difference, finding);
  } else {
    finding.expected = difference.change == Change::missing ? "present" : "absent";
    finding.actual = difference.change == Change::missing ? "absent" : "present";
  }
  finding.fix = fix(difference, options);
  finding.fingerprint = catalog::fingerprint(code, difference.object());
  return finding;
}

// The parts of the identity that have no place of their own in an ObjectName: most kinds have one, its name; a
// membership has a role, a member and a grantor.
std::string own_name(const catalog::Object& object) {
  constexpr std::array<std::string_view, 3> k_others = {"schema", "table", "signature"};
  const std::vector<std::string>& columns = object.kind().identity;
  std::vector<std::string_view> parts;
  for (std::size_t part = 0; part < columns.size(); ++part) {
    const bool has_place = std::ranges::find(k_others, columns[part]) != k_others.end();
    if (!has_place && !object.identity(part).empty()) parts.push_back(object.identity(part));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

finding::ObjectName object_name(const catalog::Object& object) {
  const auto part = [&](std::string_view column) { return std::string(object.identity(column)); };
  return {.kind = object.kind().name,
          .schema = part("schema"),
          .parent = part("table"),
          .name = own_name(object),
          .signature = part("signature")};
}

std::vector<finding::Finding> findings(const Differences& differences, const FindingOptions& options) {
  std::vector<finding::Finding> result;
  result.reserve(differences.list.size());
  for (const Difference& difference : differences.list) result.push_back(to_finding(difference, options));
  return result;
}

std::vector<finding::FixStep> fix_steps(const Differences& differences, const FindingOptions& options) {
  std::vector<Step> all;
  std::vector<std::string> fingerprints;
  for (const Difference& difference : differences.list) {
    const std::string fingerprint = catalog::fingerprint(code_of(difference.change), difference.object());
    for (Step& step : steps(difference, options)) {
      all.push_back(std::move(step));
      fingerprints.push_back(fingerprint);
    }
  }
  std::vector<finding::FixStep> result;
  for (const std::size_t index : runnable_order(all)) {
    result.push_back({std::move(fingerprints[index]), std::move(all[index].text)});
  }
  return result;
}

}  // namespace plumb::diff
