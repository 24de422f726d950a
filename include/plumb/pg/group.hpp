// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <plumb/pg/connection.hpp>

namespace plumb::pg {

// Takes all answers that are outstanding and returns the first error among them; nothing: all went well. Rows are
// dropped. REQUIRES: a sync was sent after the last message.
[[nodiscard]] std::optional<ServerError> finish_group(Connection& connection);

}  // namespace plumb::pg
