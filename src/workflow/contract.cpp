// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/contract.hpp>

#include <plumb/query/database.hpp>

#include "ask_context.hpp"
#include "ask_data.hpp"

namespace plumb::workflow {
namespace {

using Answers = std::map<std::string, contract::Measured>;
using Ask = Inquiry (*)(const Known&);

struct Asking {
  std::string_view code;
  Ask ask;
};

// CTX112 comes first: see ask_context().
constexpr Asking k_askings[] = {
    {"CTX112", ask_context}, {"BST603", ask_operations_tenants}, {"BST605", ask_crossing_rows}};

bool is_wanted(std::string_view code, const Contract& contract) {
  const auto setting = contract.settings.rules.find(std::string(code));
  const bool is_off = setting != contract.settings.rules.end() && setting->second.off;
  return contract.rules.find(code) != nullptr && !is_off;
}

Answers ask_all(pg::Connection& server, const Known& known, const Contract& contract) {
  std::vector<Inquiry> inquiries;
  std::vector<Question> questions;
  for (const Asking& asking : k_askings) {
    if (!is_wanted(asking.code, contract)) continue;
    inquiries.push_back(asking.ask(known));
    const std::vector<Question>& more = inquiries.back().questions;
    questions.insert(questions.end(), more.begin(), more.end());
  }
  const std::vector<pg::Reply> replies = ask(server, questions);
  // From here on all is answered.
  Answers out;
  std::span<const pg::Reply> rest = replies;
  for (const Inquiry& inquiry : inquiries) {
    out[inquiry.code] = inquiry.conclude(rest.first(inquiry.questions.size()));
    rest = rest.subspan(inquiry.questions.size());
  }
  return out;
}

}  // namespace

Contract load_contract(settings::Settings settings) {
  contract::Rules rules = contract::Rules::load(settings);
  contract::check_settings(settings, rules);
  settings = contract::with_knobs(std::move(settings), rules);
  return {.settings = std::move(settings), .rules = std::move(rules)};
}

std::vector<std::string> find_faults(const Contract& contract) {
  std::vector<std::string> out;
  for (const contract::Rules::Broken& broken : contract.rules.broken()) out.push_back(broken.reason);
  const catalog::Catalog catalog = query::empty_catalog();
  query::Database database(catalog, contract.settings);
  for (const contract::Rule& rule : contract.rules.list()) {
    if (rule.origin != contract::Origin::team) continue;
    if (std::string fault = contract::find_fault(rule, database); !fault.empty()) out.push_back(std::move(fault));
  }
  return out;
}

contract::Judgement judge(const inspect::Snapshot& snapshot, const Contract& contract, pg::Connection* server) {
  query::Database database(snapshot.catalog, contract.settings,
                           {.migration_role = snapshot.facts.migration_role,
                            .database = snapshot.facts.database,
                            .server_version = snapshot.facts.server_version});
  const Known known{.snapshot = snapshot, .settings = contract.settings, .database = database};
  const bool asks = server != nullptr && contract.active == contract::Active::asked;
  return contract::judge({.catalog = snapshot.catalog,
                          .settings = contract.settings,
                          .database = database,
                          .measured = asks ? ask_all(*server, known, contract) : Answers(),
                          .active = contract.active},
                         contract.rules);
}

}  // namespace plumb::workflow
