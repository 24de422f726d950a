// SPDX-License-Identifier: Apache-2.0
// What a run of `migrate apply` did: data only. The texts made of it (Atlas's default report, JSON, templates) are in
// report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/base/clock.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::apply {

struct FileError {
  std::string statement;  // "" where the error is not a statement's
  std::string text;
};

struct FileRun {
  const migration::File* file = nullptr;  // points into the Directory of the run
  TimePoint start;
  TimePoint end;
  int skipped = 0;                   // statements done by an earlier run
  std::vector<std::string> applied;  // every statement that was started, the failing one included
  std::optional<FileError> error;
};

struct RunReport {
  std::string current;                          // version before the run, "" if none
  std::string target;                           // last version that was to be run, "" if nothing was pending
  std::vector<const migration::File*> pending;  // what was to be run
  std::vector<FileRun> applied;
  TimePoint start;
  TimePoint end;
  std::string error;  // the whole error as Atlas words it, may have several lines; "" on success
  // The part of `error` that the report prints where no file has been started (§6.2); "" otherwise.
  std::string error_before_files;
};

}  // namespace plumb::apply
