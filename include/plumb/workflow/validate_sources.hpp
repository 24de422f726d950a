// SPDX-License-Identifier: Apache-2.0
// plumb schema validate: do all declared sources load, in the order in which they are listed?
#pragma once

#include <string>
#include <vector>

#include <plumb/base/secret.hpp>
#include <plumb/finding/sources_report.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct ValidateSourcesOptions {
  std::vector<std::string> src;  // entries of the declared schema: SQL files and folders
  // The `dev` of the environment: the major version and the search_path of docker://postgres/18/dev?search_path=public
  // count. Always a private server of this machine is used, also where it names another one: the sources make roles,
  // which would stay there. Empty: PostgreSQL 18.
  Secret dev;
  std::string root;           // folder that relative entries are relative to; "" the working directory
  std::string migration_dir;  // folder that is no source, wherever it lies; "" there is none
};

// Starts a private server, runs the sources, stops it. Writes nothing. A source that cannot be read or does not run is
// a value of the report, with a hint: where among the other sources the thing is made that is missing.
// Throws Error where it cannot be tried: no source is given, no PostgreSQL of that major version, interrupted.
[[nodiscard]] finding::SourcesReport validate_sources(const ValidateSourcesOptions& options, const Runtime& runtime);

}  // namespace plumb::workflow
