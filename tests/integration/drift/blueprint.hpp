// SPDX-License-Identifier: Apache-2.0
// What the tests of drift have in common: a small module in the blueprint's shape that runs on every supported server,
// the reference blueprint itself, and databases made of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/desired/desired.hpp>
#include <plumb/diff/findings.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <support/postgres.hpp>

namespace plumb::test {

// One script; runs on PostgreSQL 14 and newer, again and again on one cluster.
[[nodiscard]] desired::Script small_module();

// The migrations, and the sources, of the root of the repository. REQUIRES: PostgreSQL 18 (uuidv7).
[[nodiscard]] std::vector<desired::Script> reference_migrations();
[[nodiscard]] std::vector<desired::Script> reference_sources();

// Runs scripts as `migrate apply` would.
void run_all(pg::Connection& connection, const std::vector<desired::Script>& scripts);

// What a read on that connection gives.
[[nodiscard]] inspect::Snapshot read(pg::Connection& connection);

// "DRF003 high table public.users: acl" for each difference, sorted as compare() has them.
[[nodiscard]] std::vector<std::string> summary(const diff::Differences& differences);

// Runs every text as one simple query, and fails the test if the server does not like it.
void execute(pg::Connection& connection, std::string_view sql);

}  // namespace plumb::test
