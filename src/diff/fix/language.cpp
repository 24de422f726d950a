// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "code_object.hpp"

namespace plumb::diff {
namespace {

std::string definition(const Fix& fix) {
  std::string text =
      fmt::format("CREATE OR REPLACE {}LANGUAGE {} HANDLER {}", fix.wanted("trusted") == "yes" ? "TRUSTED " : "",
                  quoted_name(fix.object()), without_arguments(fix.wanted("handler")));
  if (fix.desired().attribute("inline")) text += " INLINE " + without_arguments(fix.wanted("inline"));
  if (fix.desired().attribute("validator")) text += " VALIDATOR " + without_arguments(fix.wanted("validator"));
  return text;
}

constexpr std::array<std::string_view, 4> k_definition = {"trusted", "handler", "inline", "validator"};

}  // namespace

void fix_language(Fix& fix) {
  const std::string what = "LANGUAGE " + quoted_name(fix.object());
  // internal, c and sql have no handler that a statement could name.
  const bool can_be_made = fix.difference().desired && fix.desired().attribute("handler");
  switch (fix.difference().change) {
    case Change::missing:
      if (!can_be_made) return;
      fix.add(definition(fix));
      return complete_new(fix, what, k_usage);
    case Change::unexpected:
      return fix.add("DROP " + what);
    case Change::changed:
      if (can_be_made && std::ranges::any_of(k_definition, [&](auto name) { return fix.changed(name) != nullptr; })) {
        fix.add(definition(fix));
        for (const std::string_view attribute : k_definition) fix.settle(attribute);
      }
      fix.fix_owner(what);
      fix.fix_acl(what);
      fix.fix_comment(what);
  }
}

}  // namespace plumb::diff
