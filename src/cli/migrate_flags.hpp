// SPDX-License-Identifier: Apache-2.0
// Flags that several migrate commands share, and what they mean together with an environment.
#pragma once

#include <string>

#include <plumb/workflow/migrate_target.hpp>

#include "frame.hpp"

namespace plumb::cli {

struct DirectoryFlags {
  std::string dir = "file://migrations";
  std::string format = "atlas";
  CLI::Option* dir_option = nullptr;
  CLI::Option* format_option = nullptr;

  void add(CLI::App& app);
  void add_format(CLI::App& app);
  // The directory's URL. With --dir-format it always says a format: Atlas adds "format=atlas" too, and shows it in
  // reports.
  [[nodiscard]] std::string url(const project::Environment& environment) const;
};

struct DatabaseFlags {
  std::string url;
  std::string revisions_schema;
  CLI::Option* url_option = nullptr;
  CLI::Option* schema_option = nullptr;

  void add(CLI::App& app);
  void add_schema(CLI::App& app);
};

struct FormatFlags {
  std::string format;
  CLI::Option* format_option = nullptr;
  CLI::Option* log_option = nullptr;

  // --format and its old name --log, of which only one may be given.
  void add(CLI::App& app);
  [[nodiscard]] std::string text(const std::string& environment) const;
};

[[nodiscard]] workflow::MigrateTarget migrate_target(const DirectoryFlags& directory, const DatabaseFlags& database,
                                                     const project::Environment& environment, Frame& frame);

// What was said, else $DATABASE_URL; for commands that Atlas does not have. "": neither.
[[nodiscard]] Secret or_database_url(Secret said);

// Prints what Atlas prints for a refusal. Returns the exit code.
[[nodiscard]] int print_refusal(const workflow::Refusal& refusal, const Frame& frame);

// Goes into the rows that plumb writes.
[[nodiscard]] std::string operator_version();

}  // namespace plumb::cli
