// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::diff {

// A name with its schema as one text, for looking it up; both as they are, without quotes.
[[nodiscard]] std::string name_key(std::string_view schema, std::string_view name);

// Of every name in the SQL that another stands before, with a dot between: the key of the two; also in literals, where
// the server prints them for regclass, and of operators. For what a language or an access method makes, "LANGUAGE c"
// gives name_key("", "c"). What is no name after all does no harm: nothing has it.
[[nodiscard]] std::vector<std::string> names_in(std::string_view sql);

}  // namespace plumb::diff
