// SPDX-License-Identifier: Apache-2.0
// Why a connection could not be made. libpq has no fields for that, only one text of all its attempts; with
// PQERRORS_VERBOSE the server's part of it has the SQLSTATE. This takes the text apart.
#pragma once

#include <string>
#include <string_view>

#include <plumb/pg/connect.hpp>

namespace plumb::pg {

// "127.0.0.1:5432", "[::1]:5432".
[[nodiscard]] std::string host_port(std::string_view host, std::string_view port);

// `text` as PQerrorMessage gives it for a failed connection under PQERRORS_VERBOSE. Of several attempts the first one
// that a server answered counts, else the first. `wanted` is what was to be reached, for messages: "db.example:5432".
// `user`: as whom.
[[nodiscard]] ConnectResult explain_failure(std::string_view text, std::string_view wanted, std::string_view user = {});

// No answer in time.
[[nodiscard]] ConnectResult explain_timeout(std::string_view address, std::string_view wanted,
                                            std::chrono::seconds waited);

// A value that lib/pq refuses before it connects (Conninfo::refused).
[[nodiscard]] ConnectResult explain_refusal(const std::string& atlas_text);

}  // namespace plumb::pg
