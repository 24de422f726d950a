// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace plumb::devdb {

// 128 random bits as 32 digits, which mean nothing in a URL, in SQL or to a shell: for passwords and names.
[[nodiscard]] std::string random_text();

}  // namespace plumb::devdb
