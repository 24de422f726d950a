// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <plumb/template/template.hpp>

namespace plumb::tmpl {

// The functions that every template has. `and` and `or` are there by name only: they stop at the first argument that
// decides, and so are the executor's own business.
[[nodiscard]] const Functions& builtin_functions();

// Comparisons (eq ne lt le gt ge): only values of one basic kind compare.
void add_comparisons(Functions& functions);
// html js urlquery print printf println.
void add_text_functions(Functions& functions);

}  // namespace plumb::tmpl
