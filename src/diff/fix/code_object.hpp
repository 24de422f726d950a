// SPDX-License-Identifier: Apache-2.0
// What makes kinds of code that are missing. `what` is the object as ALTER and COMMENT want it: "TYPE public.t". False:
// it cannot be said how.
#pragma once

#include <string>

#include "fix.hpp"

namespace plumb::diff {

// "WORD = value", collected for the parentheses behind CREATE …
class Definition {
 public:
  explicit Definition(const Fix& fix) : m_fix(fix) {}

  void add(std::string_view word, std::string_view value);
  // What is not set is left out. As the catalog has it; in quotes; without the arguments that a function is printed
  // with; an operator likewise, as OPERATOR(public.=).
  void add_text(std::string_view word, std::string_view attribute);
  void add_literal(std::string_view word, std::string_view attribute);
  void add_function(std::string_view word, std::string_view attribute);
  void add_operator(std::string_view word, std::string_view attribute);
  void add_flag(std::string_view word, std::string_view attribute);  // the word alone, for "yes"
  void add_word(std::string_view word);

  [[nodiscard]] std::string text() const;  // "(\n  WORD = value,\n  …\n)"

 private:
  const Fix& m_fix;
  std::vector<std::string> m_items;
};

// "public.f(integer)" → "public.f"; of an operator too.
[[nodiscard]] std::string without_arguments(std::string_view printed);

bool create_base_type(Fix& fix, const std::string& what);
bool create_range_type(Fix& fix, const std::string& what);
bool create_aggregate(Fix& fix, const std::string& what);
bool create_operator(Fix& fix, const std::string& what);
bool create_operator_class(Fix& fix, const std::string& what);
bool create_operator_family(Fix& fix, const std::string& what);
bool create_collation(Fix& fix, const std::string& what);
bool create_conversion(Fix& fix, const std::string& what);
bool create_text_search_configuration(Fix& fix, const std::string& what);
bool create_text_search_dictionary(Fix& fix, const std::string& what);
bool create_text_search_parser(Fix& fix, const std::string& what);
bool create_text_search_template(Fix& fix, const std::string& what);
bool create_transform(Fix& fix, const std::string& what);
bool create_access_method(Fix& fix, const std::string& what);

// ALTER OPERATOR FAMILY … ADD and DROP, for what differs.
void change_family_members(Fix& fix, const std::string& what);

}  // namespace plumb::diff
