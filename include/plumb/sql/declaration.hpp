// SPDX-License-Identifier: Apache-2.0
// Which object a statement is about, from its words alone. For telling people where something was declared: what is not
// plain from the text (a DO block, a name made at run time) is not guessed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::sql {

// What of the object a statement says.
enum class Aspect {
  definition,    // CREATE, ALTER and RENAME
  row_security,  // ALTER TABLE … ROW LEVEL SECURITY
  owner,         // ALTER … OWNER TO
  privileges,    // GRANT, REVOKE
  comment,       // COMMENT ON
  removal,       // DROP
};

// As the server folds it: "Users" is users, "\"Users\"" is Users.
struct DeclaredName {
  std::string schema;  // "" where it is not said
  std::string name;

  [[nodiscard]] bool operator==(const DeclaredName&) const = default;
};

struct Declaration {
  Aspect aspect = Aspect::definition;
  std::string type;   // in SQL's words, lower-case: "table", "materialized view", "policy", "column", "constraint"
  DeclaredName name;  // of a column or constraint: without schema. "": all of the type in that schema
  // Of CREATE FUNCTION, PROCEDURE, AGGREGATE: the words between the parentheses, with them, as "( a int )"; else "".
  std::string arguments;
  DeclaredName on;         // the table of a column, constraint, index, policy, trigger or rule; else empty
  std::size_t offset = 0;  // bytes into the statement: where its first word, the column or the constraint stands

  [[nodiscard]] bool operator==(const Declaration&) const = default;
};

// In the order of the text. Empty for a statement that declares nothing, and for what is not understood. REQUIRES: one
// statement.
[[nodiscard]] std::vector<Declaration> declarations(std::string_view statement);

}  // namespace plumb::sql
