// SPDX-License-Identifier: Apache-2.0
// What must be known of a statement before it is sent: not what it means, only how it may travel.
#pragma once

#include <string_view>

namespace plumb::sql {

struct StatementTraits {
  // May hold more than one command, a $1, or a COPY with the client: goes out by the simple protocol, alone. Errs on
  // this side.
  bool needs_simple_protocol = false;
  // Begins or ends a transaction itself: BEGIN, START TRANSACTION, COMMIT, END, ROLLBACK, ABORT, PREPARE TRANSACTION …
  // (not SAVEPOINT and its kin). Looked for in every command of the text.
  bool controls_transaction = false;
  // Mentions DISCARD or DEALLOCATE: prepared statements of the session may be gone afterwards.
  bool may_drop_prepared = false;
};

// One pass over the text with PostgreSQL's own lexical rules (quotes, E-strings, dollar quotes, nested comments).
[[nodiscard]] StatementTraits traits(std::string_view statement);

}  // namespace plumb::sql
