// SPDX-License-Identifier: Apache-2.0
// Random predicates, judged by the prover and by a server over a truth table of rows and settings. A predicate that is
// proved must let no row of another tenant through; one that is refuted must let one through.
#include <plumb/base/files.hpp>
#include <plumb/contract/prover.hpp>

#include <cstdlib>
#include <map>
#include <support/catch.hpp>
#include <support/postgres.hpp>

#include "random_predicate.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

using contract::Verdict;

std::string cell(const pg::Reply& reply, std::size_t column = 0) {
  REQUIRE(reply.ok());
  return std::string(reply.table->cell(0, column));
}

pg::Reply ask(pg::Connection& connection, std::string_view sql, const std::string& argument) {
  connection.send(sql, std::vector<pg::Param>{argument});
  connection.send_sync();
  pg::Reply reply = connection.receive();
  while (connection.outstanding() > 0) (void)connection.receive();
  return reply;
}

struct Seen {
  bool foreign_row = false;
  bool own_row = false;
};

// The states of a session: never set, empty, a tenant, its other spelling, another tenant, no tenant at all.
Seen ask_server(pg::Connection& fresh, pg::Connection& connection, const std::string& predicate) {
  constexpr std::string_view k_judge = "SELECT foreign_rows, own_rows FROM judge($1)";
  Seen seen;
  const auto note = [&](const pg::Reply& reply) {
    seen.foreign_row |= cell(reply) != "0";
    seen.own_row |= cell(reply, 1) != "0";
  };
  note(ask(fresh, k_judge, predicate));
  for (const char* setting : {"", "00000000-0000-7000-8000-00000000000a", "00000000-0000-7000-8000-00000000000A",
                              "00000000-0000-7000-8000-00000000000b", "garbage"}) {
    REQUIRE(ask(connection, "SELECT set_config('erun.tenant_id', $1, false)", setting).ok());
    note(ask(connection, k_judge, predicate));
  }
  return seen;
}

contract::ProverOptions options() {
  contract::ProverOptions out;
  out.tenant_column = "tenant_id";
  out.context_function = "public.erun_current_tenant_id";
  out.setting = "erun.tenant_id";
  out.is_steady = [](std::string_view) { return true; };
  return out;
}

int wanted_predicates() {
  const char* text = std::getenv("PLUMB_TEST_PREDICATES");
  return text == nullptr ? 400 : std::atoi(text);
}

}  // namespace

TEST_CASE("what the prover says of random predicates is what the server does") {
  const TestDatabase database;
  const auto connection = database.connect();
  REQUIRE(connection->run(read_file(PLUMB_TRUTH_TABLE)).ok());
  const auto fresh = database.connect();  // nobody has ever set erun.tenant_id here

  std::map<Verdict, int> verdicts;
  const char* seed = std::getenv("PLUMB_TEST_SEED");
  RandomPredicate random(seed == nullptr ? 20261124 : static_cast<std::uint32_t>(std::atoi(seed)));
  for (int i = 0; i < wanted_predicates(); ++i) {
    const std::string predicate = random.next();
    CAPTURE(predicate);
    const std::string printed = cell(ask(*connection, "SELECT deparse($1)", predicate));
    CAPTURE(printed);
    const contract::Proof proof = contract::prove({.permissive = {printed}, .restrictive = {}}, options());
    const Seen seen = ask_server(*fresh, *connection, predicate);
    ++verdicts[proof.verdict];
    INFO(proof.counter_example);
    if (proof.verdict == Verdict::refuted) CHECK(seen.foreign_row);
    if (proof.verdict == Verdict::proved || proof.verdict == Verdict::denied) CHECK_FALSE(seen.foreign_row);
    if (proof.verdict == Verdict::denied) CHECK_FALSE(seen.own_row);
  }
  // The predicates are worth something only if all answers occur.
  CHECK(verdicts[Verdict::proved] > 0);
  CHECK(verdicts[Verdict::refuted] > 0);
  CHECK(verdicts[Verdict::unproven] > 0);
  CHECK(verdicts[Verdict::denied] > 0);
}
