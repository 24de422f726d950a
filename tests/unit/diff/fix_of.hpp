// SPDX-License-Identifier: Apache-2.0
// Catalogs of one object, and the fix of what is between two of them.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include <plumb/diff/findings.hpp>
#include <support/catalogs.hpp>

namespace plumb::test {

using Values = std::map<std::string, std::string>;

inline const catalog::Kind& builtin_kind(std::string_view name) {
  const auto list = catalog::Kinds::builtin().for_server(180000);
  return **std::ranges::find(list, name, &catalog::Kind::name);
}

inline std::vector<std::string> columns_of(const catalog::Kind& kind) {
  std::vector<std::string> columns = kind.identity;
  for (const auto& [attribute, facts] : kind.attributes) columns.push_back(attribute);
  return columns;
}

// A catalog of one object with the named attributes; the others of its kind are not set.
inline catalog::Catalog make_object(std::string_view kind_name, const Values& values) {
  const catalog::Kind& kind = builtin_kind(kind_name);
  const std::vector<std::string> columns = columns_of(kind);
  Row row;
  for (const std::string& column : columns) {
    const auto found = values.find(column);
    row.push_back(found == values.end() ? std::nullopt : std::optional(found->second));
  }
  catalog::Catalog catalog;
  catalog.add(kind, make_table(columns, {row}));
  return catalog;
}

inline std::string fix_of(std::string_view kind, const Values& identity, Values desired, Values live,
                          const diff::FindingOptions& options = {}) {
  desired.insert(identity.begin(), identity.end());
  live.insert(identity.begin(), identity.end());
  const catalog::Catalog left = make_object(kind, desired);
  const catalog::Catalog right = make_object(kind, live);
  return fix(diff::compare(left, right).list.at(0), options);
}

inline std::string fix_of_missing(std::string_view kind, const Values& identity, Values desired,
                                  const diff::FindingOptions& options = {}) {
  desired.insert(identity.begin(), identity.end());
  const catalog::Catalog left = make_object(kind, desired);
  catalog::Catalog right;
  right.add(builtin_kind(kind), make_table(columns_of(builtin_kind(kind)), {}));
  return fix(diff::compare(left, right).list.at(0), options);
}

}  // namespace plumb::test
