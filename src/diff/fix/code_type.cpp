// SPDX-License-Identifier: Apache-2.0
// Base and range types. Functions that such a type is made of speak of it already: so its name comes first, as a shell.
#include <plumb/sql/quote.hpp>

#include "code_object.hpp"

namespace plumb::diff {
namespace {

void create_shell(Fix& fix, const std::string& what) {
  fix.enter(Phase::shell_type);
  fix.add("CREATE " + what);
  fix.enter(phase_of(fix.object().kind().name));
}

std::string length(const Fix& fix) {
  const std::string printed = fix.wanted("length");
  return printed == "variable" ? "VARIABLE" : printed == "cstring" ? "-2" : printed;
}

}  // namespace

bool create_base_type(Fix& fix, const std::string& what) {
  create_shell(fix, what);
  if (fix.wanted("defined") != "yes") return true;
  Definition definition(fix);
  definition.add_function("INPUT", "input");
  definition.add_function("OUTPUT", "output");
  definition.add_function("RECEIVE", "receive");
  definition.add_function("SEND", "send");
  definition.add_function("TYPMOD_IN", "typmod_input");
  const bool both = fix.desired().attribute("typmod_input").has_value();
  if (both) definition.add_function("TYPMOD_OUT", "typmod_output");
  definition.add_function("ANALYZE", "analyze");
  definition.add_function("SUBSCRIPT", "subscript");
  definition.add("INTERNALLENGTH", length(fix));
  definition.add_flag("PASSEDBYVALUE", "by_value");
  definition.add_text("ALIGNMENT", "alignment");
  definition.add_text("STORAGE", "storage");
  definition.add_literal("CATEGORY", "category");
  definition.add("PREFERRED", fix.wanted("preferred") == "yes" ? "true" : "false");
  definition.add_literal("DEFAULT", "default");
  definition.add_text("ELEMENT", "element");
  definition.add_literal("DELIMITER", "delimiter");
  definition.add("COLLATABLE", fix.wanted("collatable") == "yes" ? "true" : "false");
  fix.add(fmt::format("CREATE {} {}", what, definition.text()));
  if (const auto output = fix.desired().attribute("typmod_output"); output && !both) {
    fix.add(fmt::format("ALTER {} SET (TYPMOD_OUT = {})", what, without_arguments(*output)));
  }
  return true;
}

bool create_range_type(Fix& fix, const std::string& what) {
  if (fix.desired().attribute("canonical")) create_shell(fix, what);
  Definition definition(fix);
  definition.add_text("SUBTYPE", "subtype");
  definition.add_text("SUBTYPE_OPCLASS", "operator_class");
  definition.add_text("COLLATION", "collation");
  definition.add_function("CANONICAL", "canonical");
  definition.add_function("SUBTYPE_DIFF", "subtype_difference");
  definition.add_text("MULTIRANGE_TYPE_NAME", "multirange");
  fix.add(fmt::format("CREATE {} AS RANGE {}", what, definition.text()));
  if (const auto comment = fix.desired().attribute("multirange_comment")) {
    fix.add(fmt::format("COMMENT ON TYPE {} IS {}", fix.wanted("multirange"), sql::quote_literal(*comment)));
  }
  return true;
}

}  // namespace plumb::diff
