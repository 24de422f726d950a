// SPDX-License-Identifier: Apache-2.0
// What a server (or the lack of one) answers instead of a result. A value: whether it is fatal is the caller's
// business.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <plumb/base/error.hpp>

namespace plumb::pg {

struct ServerError {
  std::string severity;  // not localised: ERROR, FATAL, PANIC
  std::string sqlstate;  // five characters; "" if the failure is not the server's
  std::string message;   // primary message
  std::string detail;
  std::string hint;
  std::string context;
  std::optional<int> position;   // in the statement as sent: characters, from 1
  bool connection_lost = false;  // the session is gone: nothing more can be said on this Connection

  [[nodiscard]] bool operator==(const ServerError&) const = default;
};

// The error as Atlas's driver words it, `pq: <message>[ at column c | at position l:c] (<SQLSTATE>)`, or
// `driver: bad connection` for FATAL and for a lost session (atlas-migrate.md §4.7). `statement` is the text as sent.
[[nodiscard]] std::string atlas_text(const ServerError& error, std::string_view statement);

// The error for people: message, SQLSTATE, the line of the statement with a caret, detail and hint of the server.
[[nodiscard]] Error to_error(const ServerError& error, std::string_view statement);

// Somebody cancelled the statement, as Stop does: it was not a time limit.
[[nodiscard]] bool was_cancelled(const ServerError& error);

// The name of a database is taken. Of two that take it at the same moment the second one meets the index of the names,
// not the check before it: 23505 is said for the same then.
[[nodiscard]] bool is_duplicate_database(const ServerError& error);

}  // namespace plumb::pg
