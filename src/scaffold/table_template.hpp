// SPDX-License-Identifier: Apache-2.0
// One of the reference's tables as a template for others: its names are replaced, its own columns left out.
#pragma once

#include <string>
#include <string_view>

#include <plumb/scaffold/module.hpp>

namespace plumb::scaffold {

// Replaces the names of the reference's table `from`, of its key and of the objects called after it, by those of `to`,
// with quotes where they need them; and all other names that are not the reference's here.
[[nodiscard]] std::string rename_table(std::string_view text, std::string_view from, std::string_view to,
                                       const Names& names);

// The name of a column that was written as "Title text NOT NULL" (title) or "\"order\" int" (order). Throws Error for
// what is no column.
[[nodiscard]] std::string column_name(std::string_view column);

}  // namespace plumb::scaffold
