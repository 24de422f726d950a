// SPDX-License-Identifier: Apache-2.0
// What the server said of a statement, told of the file that it is in.
#pragma once

#include <plumb/base/error.hpp>
#include <plumb/desired/script.hpp>
#include <plumb/pg/server_error.hpp>

namespace plumb::desired {

[[nodiscard]] Error script_error(const Script& script, const sql::Statement& statement, const pg::ServerError& error);

}  // namespace plumb::desired
