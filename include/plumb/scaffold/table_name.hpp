// SPDX-License-Identifier: Apache-2.0
// The blueprint's names: plural snake_case tables, keys called after one of them, objects called after their table.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plumb::scaffold {

inline constexpr std::size_t k_longest_identifier = 63;  // bytes; the server cuts what is longer

struct NameProblem {
  std::string what;       // "is singular", without the name
  std::string proposal;   // a name that would do; "" where there is none
  bool reserved = false;  // a bootstrap table has it
};

// Nothing: the name will do.
[[nodiscard]] std::optional<NameProblem> check_table_name(std::string_view name);

// "categories" → "category", "boxes" → "box", "statuses" → "status", "people" → "person". English only, of the last
// word.
[[nodiscard]] std::string singular(std::string_view plural);
[[nodiscard]] std::string plural(std::string_view singular);

// "users_tenant_policy". Where that is too long the table's name is cut, not the suffix, so that names of one table
// stay different.
[[nodiscard]] std::string object_name(std::string_view table, std::string_view suffix);

// "{table}_tenant_policy", "users" → "users_tenant_policy"; cut likewise.
[[nodiscard]] std::string fill_pattern(std::string_view pattern, std::string_view table);

// "users", "tenant_id_created_at" → "users_tenant_id_created_at_idx". Indexes of all tables share one space of names:
// one that is too long is cut and gets a hash of the whole, so that no two are the same.
[[nodiscard]] std::string index_name(std::string_view table, std::string_view columns);

// "users" → "user_id".
[[nodiscard]] std::string key_name(std::string_view table);

}  // namespace plumb::scaffold
