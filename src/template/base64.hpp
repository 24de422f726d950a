// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace plumb::tmpl {

// The standard alphabet, with padding: how Go's JSON shows bytes.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace plumb::tmpl
