// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <plumb/desired/script.hpp>
#include <plumb/settings/settings.hpp>
#include <plumb/workflow/blueprint.hpp>

namespace plumb::workflow {

struct ProofRequest {
  std::vector<desired::Script> sources;
  std::vector<desired::Script> migrations;
  settings::Settings settings;
  int major = 18;
  std::string about;  // only findings about this table are fatal; "": all
};

// Runs both on private servers, each with one of its own, at the same time, as a role that is no superuser. Throws
// Error for a statement that fails (with its place), and where the two differ or a finding is high or worse: all of
// them are in the message.
[[nodiscard]] ModuleProof prove_module(const ProofRequest& request, const Runtime& runtime);

}  // namespace plumb::workflow
