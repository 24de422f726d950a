// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/format.hpp>

#include <algorithm>
#include <array>

#include "format_rules.hpp"

namespace plumb::migration {
namespace {

// In the order of the enumeration.
constexpr std::array<const FormatRules*, 6> k_formats = {&k_atlas_rules,  &k_golang_migrate_rules, &k_goose_rules,
                                                         &k_flyway_rules, &k_liquibase_rules,      &k_dbmate_rules};

}  // namespace

const FormatRules& rules_of(Format format) {
  return *k_formats[static_cast<std::size_t>(format)];
}

std::optional<Format> parse_format(std::string_view name) {
  if (name.empty()) return Format::atlas;
  const auto found =
      std::find_if(k_formats.begin(), k_formats.end(), [&](const FormatRules* rules) { return rules->name == name; });
  if (found == k_formats.end()) return std::nullopt;
  return (*found)->format;
}

std::string_view format_name(Format format) {
  return rules_of(format).name;
}

void name_parts(std::string_view name, std::string& version, std::string& description) {
  if (name.ends_with(".sql")) name.remove_suffix(4);
  const std::size_t underscore = name.find('_');
  version = name.substr(0, underscore);
  description = underscore == std::string_view::npos ? "" : name.substr(underscore + 1);
}

bool lists_sql(std::string_view name) {
  return name.ends_with(".sql");
}

void order_by_name(std::vector<std::string>& paths) {
  std::sort(paths.begin(), paths.end());
}

sql::ScanResult scan_for_postgres(std::string_view, std::string_view content) {
  return sql::scan(content, {.begin_end_blocks = true, .escape_strings = true});
}

sql::ScanResult scan_generic(std::string_view, std::string_view content) {
  return sql::scan(content, {.begin_end_blocks = false, .escape_strings = true});
}

}  // namespace plumb::migration
