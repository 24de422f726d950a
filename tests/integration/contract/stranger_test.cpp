// SPDX-License-Identifier: Apache-2.0
// Who has CONNECT and nothing else is told the same breaches as a superuser, but for what is named as not judged.
#include <support/catch.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <plumb/workflow/contract.hpp>

#include "reference_database.hpp"

namespace plumb::test {
namespace {

// Breaches of several classes, committed, so that another session sees them.
constexpr std::string_view k_broken = R"(
  ALTER TABLE users DISABLE ROW LEVEL SECURITY;
  ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY;
  DROP POLICY projects_tenant_policy ON projects;
  CREATE POLICY tasks_open ON tasks USING (true);
  CREATE TABLE loose (note text);
  CREATE VIEW names AS SELECT username FROM users;
  ALTER TABLE users ADD COLUMN plain_id uuid REFERENCES projects (project_id);
  DROP INDEX tenants_single_operations_idx;
  INSERT INTO tenants (name, type) VALUES ('a', 'OPERATIONS'), ('b', 'OPERATIONS');
  GRANT TRUNCATE ON users TO erun_tenant;
  ALTER FUNCTION erun_current_tenant_id() IMMUTABLE;
)";

std::unique_ptr<pg::Connection> connect_as_stranger(ReferenceDatabase& database) {
  database.run("DROP ROLE IF EXISTS contract_stranger; CREATE ROLE contract_stranger LOGIN");
  std::string url = database.database().tcp_url().reveal();
  return pg::connect(pg::Target::parse(Secret(url.replace(url.find("postgres@"), 8, "contract_stranger"))));
}

contract::Judgement judge(pg::Connection& connection) {
  const workflow::Contract contract = workflow::load_contract({});
  const inspect::Snapshot snapshot = inspect::read(connection, {});
  return workflow::judge(snapshot, contract, &connection);
}

// Without the rules that were not judged for one of the two.
std::vector<std::string> breaches(const contract::Judgement& judgement, const std::set<std::string>& without) {
  std::vector<std::string> out;
  for (const finding::Finding& finding : judgement.findings) {
    if (finding.cls != finding::Class::contract || without.contains(finding.code)) continue;
    out.push_back(
        fmt::format("{} {} {}: {}", finding.code, finding.object.text(), finding.fingerprint, finding.message));
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST_CASE("a login with CONNECT and nothing else is told what a superuser is told") {
  ReferenceDatabase database;
  database.run(k_broken);
  const contract::Judgement all = judge(*database.database().connect());
  const contract::Judgement little = judge(*connect_as_stranger(database));

  std::set<std::string> skipped;
  for (const contract::Skipped& each : little.skipped) {
    skipped.insert(each.code);
    INFO(each.code << ": " << each.reason);
    CHECK(each.reason.find(" as contract_stranger: ") != std::string::npos);
    CHECK(each.reason.find("(42501)") != std::string::npos);
  }
  CHECK(skipped == std::set<std::string>{"BST603", "BST605", "CTX112"});
  CHECK(all.skipped.empty());
  CHECK(breaches(little, {}) == breaches(all, skipped));
  CHECK(breaches(little, {}).size() > 10);
  // Each is a finding of its own, with what would let it run.
  CHECK(std::ranges::count_if(little.findings, [](const finding::Finding& finding) {
          return finding.code == "COV010" && !finding.fix.empty();
        }) == 3);
}

TEST_CASE("of a database that is as it should be a stranger may not ask the context function, and nothing else") {
  ReferenceDatabase database;
  const contract::Judgement little = judge(*connect_as_stranger(database));
  REQUIRE(little.skipped.size() == 1);
  CHECK(little.skipped.front().code == "CTX112");
  CHECK(breaches(little, {}).empty());
}

TEST_CASE("asking the server costs one round trip, and leaving it out none") {
  ReferenceDatabase database;
  database.run(k_broken);
  const auto connection = database.database().connect();
  workflow::Contract contract = workflow::load_contract({});
  const inspect::Snapshot snapshot = inspect::read(*connection, {});
  const auto round_trips = [&] {
    const std::uint64_t before = connection->traffic().round_trips;
    (void)workflow::judge(snapshot, contract, connection.get());
    return connection->traffic().round_trips - before;
  };
  CHECK(round_trips() == 1);
  CHECK(connection->transaction_status() == pg::TransactionStatus::idle);
  contract.active = contract::Active::left_out;
  CHECK(round_trips() == 0);
}

}  // namespace
}  // namespace plumb::test
