// SPDX-License-Identifier: Apache-2.0
#include "row_finding.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <plumb/catalog/fingerprint.hpp>

namespace plumb::contract {
namespace {

std::string take(const RowTexts& row, std::string_view column) {
  const auto found = row.find(column);
  return found == row.end() ? std::string() : found->second;
}

RowTexts texts(const std::vector<std::string>& columns, const std::vector<query::Value>& cells) {
  RowTexts out;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!query::is_null(cells[i])) out[columns[i]] = query::to_text(cells[i]);
  }
  return out;
}

finding::ObjectName object_of(const RowTexts& row, const Rule& rule) {
  finding::ObjectName out{.kind = take(row, "kind"),
                          .schema = take(row, "schema"),
                          .parent = take(row, "parent"),
                          .name = take(row, "name"),
                          .signature = take(row, "signature")};
  if (out.kind.empty()) out.kind = rule.object;
  if (out.parent.empty()) out.parent = take(row, "table");
  return out;
}

// Nothing: it is none that the catalog holds (a missing role, say).
std::optional<catalog::Object> find_object(const catalog::Catalog& catalog, const finding::ObjectName& object,
                                           const RowTexts& row) {
  const catalog::Section* section = catalog.section(object.kind);
  if (section == nullptr) return std::nullopt;
  std::vector<std::string> parts;
  for (const std::string& column : section->kind().identity) {
    if (column == "schema") {
      parts.push_back(object.schema);
    } else if (column == "table") {
      parts.push_back(object.parent);
    } else if (column == "name") {
      parts.push_back(object.name);
    } else {
      parts.push_back(take(row, column));
    }
  }
  const std::vector<std::string_view> identity(parts.begin(), parts.end());
  return catalog.find(object.kind, identity);
}

std::string fingerprint_of(const finding::Finding& finding, const catalog::Catalog& catalog, const RowTexts& row) {
  if (const auto object = find_object(catalog, finding.object, row)) return fingerprint(finding.code, *object);
  return catalog::fingerprint(finding.code, finding.object.text() + "\n" + finding.message);
}

finding::Severity severity_of(const RowTexts& row, const RowContext& context) {
  const auto& settings = context.subject.settings.rules;
  if (const auto said = settings.find(context.rule.code); said != settings.end() && said->second.severity) {
    return *said->second.severity;
  }
  return finding::parse_severity(take(row, "severity")).value_or(context.rule.severity);
}

}  // namespace

std::string check_columns(const std::vector<std::string>& columns) {
  const std::set<std::string> names(columns.begin(), columns.end());
  for (const std::string_view needed : {"name", "message"}) {
    if (!names.contains(std::string(needed))) return fmt::format("its SELECT returns no column \"{}\"", needed);
  }
  if (names.size() != columns.size()) return "its SELECT returns two columns of one name";
  return "";
}

finding::Finding to_finding(const std::vector<std::string>& columns, const std::vector<query::Value>& cells,
                            const RowContext& context) {
  const RowTexts row = texts(columns, cells);
  finding::Finding out;
  out.code = context.rule.code;
  out.cls = finding::Class::contract;
  out.severity = severity_of(row, context);
  out.object = object_of(row, context.rule);
  out.message = take(row, "message");
  out.expected = take(row, "expected");
  out.actual = take(row, "actual");
  out.why = context.rule.why;
  const std::string own_fix = take(row, "fix");
  out.fix = fill_fix(own_fix.empty() ? context.rule.fix : own_fix, out.object, row, context.names);
  out.fingerprint = fingerprint_of(out, context.subject.catalog, row);
  return out;
}

}  // namespace plumb::contract
