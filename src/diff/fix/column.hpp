// SPDX-License-Identifier: Apache-2.0
// The parts of a column's fix.
#pragma once

#include <string>

#include "fix.hpp"

namespace plumb::diff {

struct ColumnNames {
  std::string table;
  std::string name;
  std::string alter_table;  // "ALTER FOREIGN TABLE public.t"
  std::string alter;        // "ALTER FOREIGN TABLE public.t ALTER COLUMN name": of what inherits from it, too
  std::string alter_only;   // "ALTER FOREIGN TABLE ONLY public.t ALTER COLUMN name"
};

// Of a table's column, for CREATE TABLE and ADD COLUMN.
[[nodiscard]] std::string column_definition(const Fix& fix);

// Of a column just added: what its definition does not say.
void add_not_null(Fix& fix, const ColumnNames& names);
void fix_not_null(Fix& fix, const ColumnNames& names);

// For a definition, with a blank before it; "" for none.
[[nodiscard]] std::string identity_clause(const Fix& fix);
void complete_new_identity(Fix& fix);
void fix_identity(Fix& fix, const ColumnNames& names);

}  // namespace plumb::diff
