// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <plumb/workflow/drift.hpp>

#include "connections_flag.hpp"
#include "migrate_flags.hpp"

namespace plumb::cli {

// What the commands share that judge a live database: which one, against what, where the state file is.
struct DriftFlags {
  DatabaseFlags database;
  DirectoryFlags directory;
  ConnectionsFlag connections;
  std::string against;
  std::string state;
  bool no_cache = false;
  std::string timeout = "10s";
  CLI::Option* timeout_option = nullptr;

  void add(CLI::App& app);
  // Without contract, and telling of everything. Throws Error, code usage, for a value that is not understood.
  [[nodiscard]] workflow::DriftOptions options(Frame& frame, const project::Environment& environment) const;

 private:
  // A word, a URL, or else the name of a file.
  void set_against(workflow::DriftOptions& out, bool has_directory) const;
};

}  // namespace plumb::cli
