// SPDX-License-Identifier: Apache-2.0
// Is the "server" a proxy that gives each transaction another session? An advisory lock and a SET would then hold for
// one statement, on a session that somebody else gets next.
#pragma once

#include <plumb/base/stop.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::pg {

// Tells by proof, for a second connection's price, whether session state of `first` can be seen from another connection
// or gets lost while another one is in a transaction. True for pooling by transaction or statement; false for a server
// itself and for pooling by session, where `first` has its server to itself. A cheap sign comes first and is the
// caller's: a proxy invents the pid that Connection::backend_pid() tells, so that pg_backend_pid(), asked along with
// something else, differs. No difference, no need to call this.
//
// SQL: set_config() and current_setting() of the setting "plumb.pooler_probe" on both, BEGIN and ROLLBACK on the
// second. Takes at most some seconds: a pool that has no session left for the second connection ends the probe with
// false. Throws pg::to_error where `first` fails. REQUIRES: `first` is idle, with no transaction and no answers
// outstanding.
[[nodiscard]] bool behind_transaction_pooler(Connection& first, const Target& target,
                                             const ConnectOptions& options = {}, const Stop& stop = Stop::never());

}  // namespace plumb::pg
