// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include <plumb/report/migrate_texts.hpp>

namespace plumb::report {

std::string checksum_help(const migration::SumProblem& problem, std::string_view program, const Style& style) {
  std::string out = "You have a checksum error in your migration directory.\n";
  if (problem.location) {
    out += fmt::format("\n\tL{}: {} was {}\n\n", problem.location->line, problem.location->file,
                       migration::reason_text(problem.location->reason));
  }
  out += fmt::format("Please check your migration files and run {} to re-hash the contents\n\n",
                     style.cyan(fmt::format("'{} migrate hash'", program)));
  return out;
}

std::string_view ambiguous_revisions_text() {
  return "We couldn't find a revision table in the connected schema but found one in \n"
         "the schema 'atlas_schema_revisions' and cannot determine the desired behavior.\n"
         "\n"
         "As a safety guard, we require you to specify whether to use the existing\n"
         "table in 'atlas_schema_revisions' or create a new one in the connected schema\n"
         "by providing the '--revisions-schema' flag or deleting the 'atlas_schema_revisions'\n"
         "schema if it is unused.\n"
         "\n";
}

std::string migrate_set_text(const apply::SetPlan& plan, const Style& style) {
  if (plan.changes_nothing()) return "";
  struct Line {
    const apply::Revision* row;
    bool added;
  };
  std::vector<Line> lines;
  for (const apply::Revision& row : plan.removed) lines.push_back({&row, false});
  for (const apply::Revision& row : plan.resolved) lines.push_back({&row, true});
  for (const apply::Revision& row : plan.inserted) lines.push_back({&row, true});
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.row->version < b.row->version; });
  const std::size_t removed = plan.removed.size();
  const std::size_t set = lines.size() - removed;

  std::string out;
  if (plan.version.empty()) {
    out = fmt::format("All revisions deleted ({} in total):\n\n", removed);
  } else {
    std::string summary;
    if (set > 0) summary = fmt::format("{} set", set);
    if (removed > 0) summary += fmt::format("{}{} removed", summary.empty() ? "" : ", ", removed);
    out = fmt::format("Current version is {} ({}):\n\n", style.cyan(plan.version), summary);
  }
  for (const Line& line : lines) {
    out += fmt::format("  {} {}{}\n", line.added ? style.green("+") : style.red("-"), line.row->version,
                       line.row->description.empty() ? "" : fmt::format(" ({})", line.row->description));
  }
  return out + "\n";
}

std::string unsupported_text(std::string_view program, std::string_view command) {
  return fmt::format("Abort: '{} {}' is not supported by this version of plumb.\n", program, command);
}

}  // namespace plumb::report
