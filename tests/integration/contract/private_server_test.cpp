// SPDX-License-Identifier: Apache-2.0
// The contract is judged on a private server too, as `plumb check` does, the rules that ask the server included.
#include <support/catch.hpp>

#include <plumb/desired/desired.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/workflow/contract.hpp>

namespace plumb::test {
namespace {

std::vector<desired::Script> reference_scripts() {
  const auto directory = migration::Directory::open_path(PLUMB_SOURCE_DIR "/migrations/default");
  std::vector<desired::Script> out;
  for (const migration::File& file : directory.files()) {
    out.push_back(desired::migration_script(file, directory.path()));
  }
  return out;
}

desired::Script script(std::string text) {
  desired::Script out{.name = "more.sql", .text = std::move(text), .statements = {}, .transaction = {}};
  out.statements = sql::scan(out.text).statements;
  return out;
}

// Codes of the rules that asked the server, and found something.
std::vector<std::string> found_by_asking(std::vector<desired::Script> scripts, contract::Judgement& judgement) {
  const workflow::Contract contract = workflow::load_contract({});
  desired::Request request{.scripts = std::move(scripts)};
  request.visit = [&](pg::Connection& connection, const inspect::Snapshot& snapshot) {
    judgement = workflow::judge(snapshot, contract, &connection);
  };
  (void)desired::load(request, Stop::never());
  std::vector<std::string> out;
  for (const finding::Finding& finding : judgement.findings) {
    if (finding.active) out.push_back(finding.code);
  }
  return out;
}

TEST_CASE("rules that ask the server are judged on a private one") {
  std::vector<desired::Script> scripts = reference_scripts();
  contract::Judgement judgement;
  CHECK(found_by_asking(scripts, judgement).empty());
  CHECK(judgement.active == std::vector<std::string>{"BST603", "BST605", "CTX112"});
  scripts.push_back(
      script("DROP INDEX tenants_single_operations_idx;"
             "INSERT INTO tenants (name, type) VALUES ('a', 'OPERATIONS'), ('b', 'OPERATIONS');"));
  CHECK(found_by_asking(scripts, judgement) == std::vector<std::string>{"BST603"});
}

// As `plumb check` judges: nobody has said who runs the migrations, so it is the owner that plumb.yaml names.
contract::Judgement judge_privately(std::vector<desired::Script> scripts) {
  const workflow::Contract contract = workflow::load_contract({});
  contract::Judgement out;
  desired::Request request{.scripts = std::move(scripts), .run_as = contract.settings.roles.owners.front()};
  request.visit = [&](pg::Connection& connection, const inspect::Snapshot& snapshot) {
    out = workflow::judge(snapshot, contract, &connection);
  };
  (void)desired::load(request, Stop::never());
  return out;
}

std::string told(const contract::Judgement& judgement) {
  std::string out;
  for (const finding::Finding& finding : judgement.findings) {
    out += finding.code + " " + finding.object.text() + ": " + finding.message + "\n";
  }
  return out;
}

TEST_CASE("the reference blueprint keeps every rule on a private server, too") {
  const contract::Judgement judgement = judge_privately(reference_scripts());
  CHECK(told(judgement).empty());
  CHECK(judgement.skipped.empty());
}

TEST_CASE("files that make their own owner are run by another role, which is no superuser either") {
  std::vector<desired::Script> scripts = reference_scripts();
  scripts.insert(scripts.begin(), script("CREATE ROLE erun_owner;"));
  const contract::Judgement judgement = judge_privately(std::move(scripts));
  CHECK(told(judgement).find("superuser") == std::string::npos);
}

}  // namespace
}  // namespace plumb::test
