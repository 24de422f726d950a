// SPDX-License-Identifier: Apache-2.0
#include "mutation_trial.hpp"

#include <fmt/ranges.h>

#include <set>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/diff/difference.hpp>

namespace plumb::test {
namespace {

constexpr const char* k_folder = PLUMB_SOURCE_DIR "/tests/integration/mutations/";

// Rules that found something; what could not run is no find.
std::vector<std::string> codes(const contract::Judgement& judgement) {
  std::set<std::string> out;
  for (const finding::Finding& finding : judgement.findings) {
    if (finding.cls != finding::Class::contract) continue;
    out.insert(fmt::format("{} {}", finding.code, finding::name(finding.severity)));
  }
  return {out.begin(), out.end()};
}

}  // namespace

MutationTrials::MutationTrials() {
  for (const char* script : {"seed.sql", "probe.sql", "probe_doors.sql", "digest.sql"})
    m_database.run(read_file(k_folder + std::string(script)));
  if (m_database.column("SELECT 1 FROM pg_roles WHERE rolname = 'probe_stranger'").empty()) {
    m_database.run("CREATE ROLE probe_stranger");
  }
  m_base = m_database.read();
  m_digest = digest();
  const std::vector<std::string> broken = codes(m_database.judge(m_base, contract::Rules::builtin()));
  if (!broken.empty()) throw Error(fmt::format("the reference blueprint breaks {}", fmt::join(broken, ", ")));
  m_database.begin();
  const std::vector<std::string> ways = breaches();
  m_database.rollback();
  if (!ways.empty()) throw Error(fmt::format("tenants are not apart: {}", fmt::join(ways, "; ")));
}

std::vector<std::string> MutationTrials::breaches() {
  return m_database.column("SELECT pg_temp.breaches()");
}

std::string MutationTrials::digest() {
  return m_database.column("SELECT pg_temp.digest()").front();
}

Trial MutationTrials::run(const Mutation& mutation) {
  Trial trial;
  m_database.begin();
  try {
    m_database.run(mutation.sql);
  } catch (const Error& error) {
    trial.refused = error.message();
    m_database.rollback();
    return trial;
  }
  trial.changed = digest() != m_digest;
  const inspect::Snapshot live = m_database.read();
  trial.drift = !diff::compare(m_base.catalog, live.catalog).list.empty();
  if (!trial.changed) {
    m_database.rollback();
    return trial;
  }
  trial.rules = codes(m_database.judge(live, contract::Rules::builtin()));
  trial.breaches = breaches();
  m_database.rollback();
  return trial;
}

std::vector<std::string> Score::add(const Mutation& mutation, const Trial& trial) {
  ++tried;
  if (!trial.refused.empty()) return {};
  ++happened;
  if (!trial.changed) ++unchanged;
  if (trial.drift) ++drift;
  if (!trial.rules.empty()) ++rules;
  std::vector<std::string> out;
  if (!trial.changed && trial.drift) out.push_back("found by drift, though nothing changed: " + mutation.name());
  if (trial.changed && !trial.drift && mutation.of_migration_role) {
    ++of_the_server;
  } else if (trial.changed && !trial.drift) {
    out.push_back("not found by drift: " + mutation.name());
  }
  if (!trial.breaches.empty()) {
    ++breaches;
    if (!trial.rules.empty()) {
      ++breaches_by_rule;
    } else {
      out.push_back(fmt::format("breach that no rule finds: {} – {}", mutation.name(), trial.breaches.front()));
    }
  }
  missed.insert(missed.end(), out.begin(), out.end());
  return out;
}

std::string Score::text() const {
  const std::size_t changed = happened - unchanged;
  std::string out = fmt::format(
      "{} changes tried, {} refused by the server, {} changed nothing\n"
      "of {} changes: {} found by drift, {} left to the server (what the migration role is), {} found by a rule\n"
      "of {} that breach isolation: {} found by a rule\n",
      tried, tried - happened, unchanged, changed, drift, of_the_server, rules, breaches, breaches_by_rule);
  for (const std::string& each : missed) out += each + "\n";
  return out;
}

}  // namespace plumb::test
