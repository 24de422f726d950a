// SPDX-License-Identifier: Apache-2.0
#include "module_proof.hpp"

#include <future>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/desired/desired.hpp>
#include <plumb/devdb/server.hpp>
#include <plumb/diff/difference.hpp>
#include <plumb/diff/findings.hpp>

#include "contract_section.hpp"

namespace plumb::workflow {
namespace {

using finding::Finding;
using finding::Severity;

// As the blueprint wants the migrations to be run: by one of `owners`, who is no superuser.
desired::Request load_request(const ProofRequest& request, const std::vector<desired::Script>& scripts) {
  const std::vector<std::string>& owners = request.settings.roles.owners;
  return {.scripts = scripts,
          .major = request.major,
          .database = {},
          .run_as = owners.empty() ? std::string() : owners.front(),
          .run_rights = desired::RunRights::owner,
          .search_path = {},
          .read = {}};
}

struct Sides {
  inspect::Snapshot sources;
  inspect::Snapshot migrations;
};

// Each has a server of its own, so that neither finds roles that the other one made. What the migrations make is judged
// there, for some rules ask the server.
Sides load_both(const ProofRequest& request, finding::DriftReport& report, const Runtime& runtime) {
  const Contract contract = load_contract(request.settings);
  const desired::Request of_sources = load_request(request, request.sources);
  desired::Request of_migrations = load_request(request, request.migrations);
  of_migrations.visit = [&](pg::Connection& server, const inspect::Snapshot& snapshot) {
    add_contract(report, snapshot, contract, &server, runtime.clock, {});
  };
  auto sources = std::async(std::launch::async, [&] { return desired::load(of_sources, runtime.stop); });
  std::exception_ptr failed;
  Sides out;
  try {
    out.migrations = desired::load(of_migrations, runtime.stop);
  } catch (const Error&) {
    failed = std::current_exception();
  }
  out.sources = sources.get();  // what is wrong with both is told of the sources
  if (failed) std::rethrow_exception(failed);
  return out;
}

bool is_fatal(const Finding& finding, const std::string& about) {
  // A rule that could not run is told of, and has found nothing.
  if (finding.severity > Severity::high || finding.cls == finding::Class::coverage || finding.waiver) return false;
  return about.empty() || finding.object.name == about || finding.object.parent == about;
}

void require_sound(const ModuleProof& proof, const std::string& about) {
  std::string text;
  for (const Finding& each : proof.findings) {
    if (!is_fatal(each, about)) continue;
    text += fmt::format("\n  {} {} {}: {}", name(each.severity), each.code, each.object.text(), each.message);
    if (!each.expected.empty()) text += fmt::format(" (expected {}, is {})", each.expected, each.actual);
  }
  if (!text.empty()) throw Error("what would be written is out of plumb:" + text);
}

std::size_t count_objects(const catalog::Catalog& catalog) {
  std::size_t count = 0;
  for (const auto& section : catalog.sections()) {
    if (section->kind().compared) count += section->size();
  }
  return count;
}

}  // namespace

ModuleProof prove_module(const ProofRequest& request, const Runtime& runtime) {
  ModuleProof proof;
  proof.sources = request.sources.size();
  for (const desired::Script& script : request.migrations) proof.statements += script.statements.size();
  if (devdb::find_installations(request.major).empty()) {
    proof.obstacle = fmt::format("no PostgreSQL {} is installed on this machine", request.major);
    return proof;
  }
  finding::DriftReport report{.verdict = finding::Verdict::in_plumb};
  const Sides sides = load_both(request, report, runtime);
  for (Finding& each : diff::findings(diff::compare(sides.sources.catalog, sides.migrations.catalog), {})) {
    report.findings.push_back(std::move(each));
  }
  proof.server = sides.migrations.facts.server_version_text;
  proof.objects = count_objects(sides.migrations.catalog);
  proof.rules = report.coverage.rules.run;
  proof.rules_not_run = report.coverage.rules.skipped;
  finding::sort_findings(report.findings);
  proof.findings = std::move(report.findings);
  require_sound(proof, request.about);
  return proof;
}

}  // namespace plumb::workflow
