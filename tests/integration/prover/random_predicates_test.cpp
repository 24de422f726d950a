// SPDX-License-Identifier: Apache-2.0
// Random policies, judged by the prover and by a server over a truth table of rows and settings. What is proved must
// let no row of another tenant through; what is refuted must let one through.
//
//   PLUMB_TEST_SEED=7 PLUMB_TEST_PREDICATES=50000 integration_prover      others, and more of them
#include <fmt/ranges.h>

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
  if (!reply.ok()) FAIL(reply.error.message);
  return std::string(reply.table->cell(0, column));
}

pg::Reply ask(pg::Connection& connection, std::string_view sql, std::initializer_list<std::string> arguments) {
  connection.send(sql, std::vector<pg::Param>(arguments.begin(), arguments.end()));
  connection.send_sync();
  pg::Reply reply = connection.receive();
  while (connection.outstanding() > 0) (void)connection.receive();
  return reply;
}

struct Seen {
  bool foreign_row = false;
  bool own_row = false;
};

class Server {
 public:
  Server() : m_connection(m_database.connect()), m_fresh(m_database.connect()) {
    REQUIRE(m_connection->run(read_file(PLUMB_TRUTH_TABLE)).ok());
  }

  std::string printed(const std::string& predicate, const std::string& rows) {
    return cell(ask(*m_connection, "SELECT deparse($1, $2::regclass)", {predicate, rows}));
  }

  // The states of a session: never set, empty, a tenant, two other spellings of it, another tenant, no tenant at all.
  Seen seen(const std::string& predicate, const std::string& rows) {
    constexpr std::string_view k_judge = "SELECT foreign_rows, own_rows FROM judge($1, $2::regclass)";
    Seen seen;
    const auto note = [&](const pg::Reply& reply) {
      seen.foreign_row |= cell(reply) != "0";
      seen.own_row |= cell(reply, 1) != "0";
    };
    note(ask(*m_fresh, k_judge, {predicate, rows}));
    for (const char* setting :
         {"", "00000000-0000-7000-8000-00000000000a", "00000000-0000-7000-8000-00000000000A",
          "{00000000-0000-7000-8000-00000000000a}", "00000000-0000-7000-8000-00000000000b", "garbage"}) {
      REQUIRE(ask(*m_connection, "SELECT set_config('erun.tenant_id', $1, false)", {setting}).ok());
      note(ask(*m_connection, k_judge, {predicate, rows}));
    }
    return seen;
  }

 private:
  const TestDatabase m_database;
  std::unique_ptr<pg::Connection> m_connection;
  std::unique_ptr<pg::Connection> m_fresh;  // nobody has ever set erun.tenant_id here
};

contract::ProverOptions options(const std::string& type) {
  contract::ProverOptions out;
  out.tenant_column = "tenant_id";
  out.tenant_type = type;
  out.context_function = "public." + type + "_tenant";
  out.setting = "erun.tenant_id";
  out.is_steady = [](std::string_view name) { return name != "random"; };
  return out;
}

// Mostly one policy; sometimes two, and one that restricts them.
contract::EffectivePredicate random_policies(RandomPredicate& random) {
  contract::EffectivePredicate out{.permissive = {random.next()}, .restrictive = {}};
  if (random.pick(5) == 0) out.permissive.push_back(random.next());
  if (random.pick(5) == 0) out.restrictive.push_back(random.next());
  return out;
}

// As the server joins them.
std::string joined(const contract::EffectivePredicate& policies) {
  std::string out = fmt::format("({})", fmt::join(policies.permissive, ") OR ("));
  for (const std::string& restrictive : policies.restrictive) out = fmt::format("({}) AND ({})", out, restrictive);
  return out;
}

contract::EffectivePredicate printed(Server& server, contract::EffectivePredicate policies, const std::string& rows) {
  for (std::string& each : policies.permissive) each = server.printed(each, rows);
  for (std::string& each : policies.restrictive) each = server.printed(each, rows);
  return policies;
}

int wanted_predicates() {
  const char* text = std::getenv("PLUMB_TEST_PREDICATES");
  return text == nullptr ? 150 : std::atoi(text);
}

std::uint32_t seed() {
  const char* text = std::getenv("PLUMB_TEST_SEED");
  return text == nullptr ? 20261124 : static_cast<std::uint32_t>(std::atoi(text));
}

void compare_with_server(Tenants tenants, const std::string& type) {
  Server server;
  const std::string rows = type + "_rows";
  std::map<Verdict, int> verdicts;
  RandomPredicate random(seed(), tenants);
  for (int i = 0; i < wanted_predicates(); ++i) {
    const contract::EffectivePredicate policies = random_policies(random);
    const std::string predicate = joined(policies);
    CAPTURE(predicate);
    const contract::EffectivePredicate texts = printed(server, policies, rows);
    INFO(joined(texts));
    const contract::Proof proof = contract::prove(texts, options(type));
    const Seen seen = server.seen(predicate, rows);
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

}  // namespace

TEST_CASE("what the prover says of random policies is what the server does") {
  compare_with_server(Tenants::uuids, "uuid");
}

TEST_CASE("what the prover says of random policies is what the server does where tenants are texts") {
  compare_with_server(Tenants::texts, "text");
}
