// SPDX-License-Identifier: Apache-2.0
#include "refuse_value.hpp"

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::cli {

void refuse_value(std::string_view flag, std::string_view value, std::string_view allowed) {
  throw Error(fmt::format("invalid argument {} for \"--{}\" flag: one of {}", go_quote(value), flag, allowed),
              ErrorCode::usage);
}

}  // namespace plumb::cli
