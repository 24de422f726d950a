// SPDX-License-Identifier: Apache-2.0
// Rules that look at rows. Where the schema already rules out what they look for, nothing is asked: a valid index or
// foreign key has been held against every row.
#pragma once

#include "question.hpp"

namespace plumb::workflow {

// BST603: how many tenants are operations tenants.
[[nodiscard]] Inquiry ask_operations_tenants(const Known& known);

// BST605: rows whose foreign key leads to another tenant's row.
[[nodiscard]] Inquiry ask_crossing_rows(const Known& known);

}  // namespace plumb::workflow
