// SPDX-License-Identifier: Apache-2.0
#include "proof_text.hpp"

#include <plumb/report/blueprint.hpp>

namespace plumb::cli {

std::string proof_text(const workflow::ModuleProof& proof) {
  return report::proof_text({.obstacle = proof.obstacle,
                             .server = proof.server,
                             .sources = proof.sources,
                             .statements = proof.statements,
                             .objects = proof.objects,
                             .rules = proof.rules,
                             .rules_not_run = proof.rules_not_run,
                             .findings = proof.findings});
}

}  // namespace plumb::cli
