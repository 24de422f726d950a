// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace plumb::query {

// A body of SQL or PL/pgSQL without its comments, and with one blank for any white space, so that two layouts of the
// same code are one text. What stands in quotes ('', "", $$) stays as it is, comment signs in it too: else code could
// hide there.
[[nodiscard]] std::string squeezed(std::string_view code);

}  // namespace plumb::query
