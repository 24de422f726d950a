// SPDX-License-Identifier: Apache-2.0
// What one format of migration directories has of its own. A format is one row of these, in a file of its own;
// everything else is written once, over all of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/migration/format.hpp>
#include <plumb/sql/scanner.hpp>

namespace plumb::migration {

enum class Depth { direct, recursive };

struct FormatRules {
  Format format;
  std::string_view name;
  Depth depth = Depth::direct;
  // Whether a file of that name is a migration. `name` is without its directory.
  bool (*lists)(std::string_view name);
  // Puts the files into the order in which they are hashed and run, and may leave some out. They come in the order in
  // which a walk of the directory meets them: bytewise, level by level.
  void (*order)(std::vector<std::string>& paths);
  void (*name_parts)(std::string_view path, std::string& version, std::string& description);
  sql::ScanResult (*statements)(std::string_view name, std::string_view content);
};

extern const FormatRules k_atlas_rules;
extern const FormatRules k_golang_migrate_rules;
extern const FormatRules k_goose_rules;
extern const FormatRules k_flyway_rules;
extern const FormatRules k_liquibase_rules;
extern const FormatRules k_dbmate_rules;

[[nodiscard]] const FormatRules& rules_of(Format format);

// Shared by most of them.
[[nodiscard]] bool lists_sql(std::string_view name);
void order_by_name(std::vector<std::string>& paths);
[[nodiscard]] sql::ScanResult scan_for_postgres(std::string_view name, std::string_view content);
[[nodiscard]] sql::ScanResult scan_generic(std::string_view name, std::string_view content);

}  // namespace plumb::migration
