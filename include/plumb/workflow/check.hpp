// SPDX-License-Identifier: Apache-2.0
// plumb check: the questions of drift before anything is live (commands.md §1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <plumb/base/error.hpp>
#include <plumb/base/secret.hpp>
#include <plumb/finding/drift_report.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/workflow/contract.hpp>
#include <plumb/workflow/drift.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct CheckOptions {
  std::string name;                      // of the environment: for the report only
  finding::Step project;                 // how the project file was loaded; done by who reads it
  std::optional<Error> project_failure;  // it does not load: then nothing else can be looked at
  std::string dir_url;                   // migration directory; "" there is none
  migration::Directory::Memory memory;   // mem:// directories of the project file
  std::vector<std::string> src;          // entries of the declared schema; empty: there are none
  Secret dev;                            // of the environment: see ValidateSourcesOptions::dev
  std::string run_as;                    // the role that runs the migrations, where it is known; "": any
  std::vector<std::string> schemas;      // only these are compared; empty: all
  std::vector<std::string> exclude;      // patterns, as in DriftOptions
  std::vector<std::string> include;
  std::vector<std::string> only;
  std::optional<Contract> contract;       // nothing: plumb.yaml or a rule is not right; contract_failure
  std::optional<Error> contract_failure;  // why
  std::optional<std::string> state;       // as in DriftOptions: what the migrations give is kept
  UseCache use_cache = UseCache::yes;
};

// Makes a report with steps: atlas.sum is right; the migrations replay on an empty private server; src loads on another
// one; both give the same catalog; the contract is kept, on what src says; what is waived. A step that cannot be looked
// at says why, and keeps no other from being looked at. The verdict is not_judged where nothing was found, but
// something was not looked at. Throws Error: nothing to check (code usage), interrupted. Connects to nothing but
// private servers, and writes nothing but the state file.
[[nodiscard]] finding::DriftReport check(const CheckOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
