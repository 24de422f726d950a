// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <plumb/desired/script.hpp>
#include <plumb/pg/connection.hpp>

namespace plumb::desired {

// Runs the statements, one after the other; one round trip where the protocol allows it. Throws script_error(); the
// connection is of no more use then.
void run_script(pg::Connection& connection, const Script& script);

}  // namespace plumb::desired
