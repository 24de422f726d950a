// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace plumb::scaffold {

// The text of a plumb.yaml with one table more in tables.append_only; comments and layout stay. "" is a file that is
// not there. A table that is listed stays so. Throws Error, with what to write by hand, where the list is written in a
// way that this does not know (an alias, say): what it made is read again and compared.
[[nodiscard]] std::string add_append_only(std::string_view text, const std::string& file, const std::string& table);

}  // namespace plumb::scaffold
