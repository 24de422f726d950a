// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "code_object.hpp"

namespace plumb::diff {
namespace {

// "read only" → READ_ONLY.
std::string modify_word(std::string text) {
  std::ranges::replace(text, ' ', '_');
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

void add_moving(Definition& definition, const Fix& fix) {
  if (!fix.desired().attribute("moving_transition_function")) return;
  definition.add_function("MSFUNC", "moving_transition_function");
  definition.add_function("MINVFUNC", "moving_inverse_function");
  definition.add_text("MSTYPE", "moving_transition_type");
  definition.add_text("MSSPACE", "moving_transition_space");
  definition.add_function("MFINALFUNC", "moving_final_function");
  definition.add_flag("MFINALFUNC_EXTRA", "moving_final_extra");
  definition.add("MFINALFUNC_MODIFY", modify_word(fix.wanted("moving_final_modify")));
  definition.add_literal("MINITCOND", "moving_initial_value");
}

}  // namespace

bool create_aggregate(Fix& fix, const std::string& what) {
  Definition definition(fix);
  definition.add_function("SFUNC", "transition_function");
  definition.add_text("STYPE", "transition_type");
  definition.add_text("SSPACE", "transition_space");
  definition.add_function("FINALFUNC", "final_function");
  definition.add_flag("FINALFUNC_EXTRA", "final_extra");
  definition.add("FINALFUNC_MODIFY", modify_word(fix.wanted("final_modify")));
  definition.add_function("COMBINEFUNC", "combine_function");
  definition.add_function("SERIALFUNC", "serial_function");
  definition.add_function("DESERIALFUNC", "deserial_function");
  definition.add_literal("INITCOND", "initial_value");
  add_moving(definition, fix);
  definition.add_operator("SORTOP", "sort_operator");
  definition.add_text("PARALLEL", "parallel");
  if (fix.wanted("type") == "hypothetical-set") definition.add_word("HYPOTHETICAL");
  fix.add(fmt::format("CREATE {} {}", what, definition.text()));
  return true;
}

}  // namespace plumb::diff
