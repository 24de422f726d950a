// SPDX-License-Identifier: Apache-2.0
// Bookkeeping queries of this module: parameters, one round trip, Atlas's error wording.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <plumb/base/text_table.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::apply {

// Throws `<prefix><driver's text>` (with SQLSTATE and the server's hint as properties of the Error).
void throw_server_error(const pg::ServerError& error, std::string_view statement, std::string_view prefix);

// Sends one statement with parameters and waits for its rows.
[[nodiscard]] std::unique_ptr<TextTable> query(pg::Connection& connection, std::string_view sql,
                                               std::span<const pg::Param> params, std::string_view error_prefix);

}  // namespace plumb::apply
