// SPDX-License-Identifier: Apache-2.0
// The formats of migration directories (atlas-migrate.md §1.1, §1.8).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plumb::migration {

enum class Format { atlas, golang_migrate, goose, flyway, liquibase, dbmate };

// "atlas" and "" → atlas, "golang-migrate" …; nothing for an unknown name.
[[nodiscard]] std::optional<Format> parse_format(std::string_view name);
[[nodiscard]] std::string_view format_name(Format format);

// What the name of a plain atlas file says: "20260501120000_initial.sql" → "20260501120000", "initial".
// The version is everything up to the first "_", the description what follows it; ".sql" belongs to neither.
void name_parts(std::string_view name, std::string& version, std::string& description);

}  // namespace plumb::migration
