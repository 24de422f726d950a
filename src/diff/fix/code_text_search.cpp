// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "code_object.hpp"

namespace plumb::diff {
namespace {

// A token type that has no name here is one of a parser that would have to be run for it.
bool has_number(std::string_view token) {
  return !token.empty() && std::ranges::all_of(token, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool create_text_search_configuration(Fix& fix, const std::string& what) {
  fix.add(fmt::format("CREATE {} (PARSER = {})", what, fix.wanted("parser")));
  for (const std::string& mapping : elements(fix.desired().attribute("mappings"))) {
    const std::size_t colon = std::min(mapping.find(": "), mapping.size());
    const std::string token = mapping.substr(0, colon);
    const std::string dictionaries = mapping.substr(std::min(colon + 2, mapping.size()));
    if (has_number(token)) {
      fix.leave_open(fmt::format("ALTER {} ADD MAPPING FOR token type {} WITH {}", what, token, dictionaries));
    } else {
      fix.add(fmt::format("ALTER {} ADD MAPPING FOR {} WITH {}", what, token, dictionaries));
    }
  }
  return true;
}

bool create_text_search_dictionary(Fix& fix, const std::string& what) {
  const auto options = fix.desired().attribute("options");
  fix.add(fmt::format("CREATE {} (TEMPLATE = {}{})", what, fix.wanted("template"),
                      options ? fmt::format(", {}", *options) : ""));
  return true;
}

bool create_text_search_parser(Fix& fix, const std::string& what) {
  Definition definition(fix);
  definition.add_function("START", "start");
  definition.add_function("GETTOKEN", "token");
  definition.add_function("END", "end");
  definition.add_function("HEADLINE", "headline");
  definition.add_function("LEXTYPES", "token_types");
  fix.add(fmt::format("CREATE {} {}", what, definition.text()));
  return true;
}

bool create_text_search_template(Fix& fix, const std::string& what) {
  Definition definition(fix);
  definition.add_function("INIT", "init");
  definition.add_function("LEXIZE", "lexize");
  fix.add(fmt::format("CREATE {} {}", what, definition.text()));
  return true;
}

}  // namespace plumb::diff
