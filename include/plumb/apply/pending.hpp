// SPDX-License-Identifier: Apache-2.0
// Which files are to be run: pure, from the rows of the revisions table and the files (atlas-migrate.md §4.2).
#pragma once

#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/migration/directory.hpp>

namespace plumb::apply {

enum class ExecOrder { linear, linear_skip, non_linear };

struct PendingQuery {
  const std::vector<Revision>& revisions;     // sorted bytewise by version, without the identifier row
  const std::vector<migration::File>& files;  // in directory order
  ExecOrder order = ExecOrder::linear;
};

struct Pending {
  enum class Problem {
    none,
    missing_file,  // the last revision is partial and its file is gone
    out_of_order,  // linear order, and files turned up before the last revision
  };
  std::vector<const migration::File*> files;  // in the order in which they run; point into PendingQuery::files
  // Where problem is out_of_order: those files. `files` then holds the ones after the last revision.
  std::vector<const migration::File*> out_of_order;
  Problem problem = Problem::none;
  std::string message;  // Atlas's text of the problem
};

// After the first run. REQUIRES: revisions is not empty.
[[nodiscard]] Pending pending_files(const PendingQuery& query);

// First run, on a clean (or allowed dirty) database: from the last checkpoint on, if there is one.
[[nodiscard]] std::vector<const migration::File*> first_run_files(const std::vector<migration::File>& files);

// First run with --baseline: the baseline file, and in `files` those after it. `baseline` is null if no such version
// exists among the files that are no checkpoints.
struct BaselineFiles {
  const migration::File* baseline = nullptr;
  std::vector<const migration::File*> files;
};
[[nodiscard]] BaselineFiles baseline_files(const std::vector<migration::File>& files, std::string_view version);

}  // namespace plumb::apply
