// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <plumb/devdb/server.hpp>

namespace plumb::devdb {

// The installation to use for a major version (0: any). Throws what is missing, what there is instead, and what to do.
[[nodiscard]] Installation choose_installation(int major);

// Changes when the programs are replaced: path, size and time of `postgres`.
[[nodiscard]] std::string identity(const std::string& bin);

}  // namespace plumb::devdb
