// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace plumb::sql {

// The statement for a report, with '***' for what stands behind PASSWORD and CONNECTION: of a role, a user mapping, a
// subscription. The rest is as it was.
[[nodiscard]] std::string without_passwords(std::string_view statement);

}  // namespace plumb::sql
