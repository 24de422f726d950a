// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <plumb/template/value.hpp>

namespace plumb::tmpl {

// A JSON text as Go's json.Unmarshal reads it into an interface: objects are maps, numbers floats. Throws Error with
// Go's text
// (`invalid character 'x' looking for beginning of value`, `unexpected end of JSON input`).
[[nodiscard]] Value read_json(std::string_view text);

}  // namespace plumb::tmpl
