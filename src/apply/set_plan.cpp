// SPDX-License-Identifier: Apache-2.0
#include <plumb/apply/set_plan.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::apply {
namespace {

using migration::File;

std::string target_version(const SetQuery& query) {
  const std::vector<File>& files = query.files;
  if (query.version && query.arguments <= 1) {
    const bool found =
        std::any_of(files.begin(), files.end(), [&](const File& f) { return f.version == *query.version; });
    if (!found) throw Error(fmt::format("migration with version {} not found", go_quote(*query.version)));
    return *query.version;
  }
  // Without a version the rows are brought to what the directory has; a table without rows says nothing about the
  // database.
  if (query.version || query.revisions.empty()) {
    throw Error(fmt::format("accepts 1 arg(s), received {}", query.arguments));
  }
  return files.empty() ? "" : files.back().version;
}

Revision row_of(const File& file) {
  Revision row;
  row.version = file.version;
  row.description = file.description;
  row.type = k_type_resolved;
  row.hash = file.hash;
  return row;
}

}  // namespace

SetPlan plan_set(const SetQuery& query) {
  SetPlan plan;
  plan.version = target_version(query);
  const Revision* last = nullptr;  // of the rows that stay
  for (const Revision& row : query.revisions) {
    if (row.version > plan.version) {
      plan.removed.push_back(row);
      continue;
    }
    last = &row;
    // Applied and total stay apart, so that the next run resumes the file all the same (T8): as Atlas, because the two
    // take turns on one table.
    if (row.version == plan.version && (!row.error.empty() || row.partial())) {
      plan.resolved.push_back(row);
      plan.resolved.back().type = k_type_executed | k_type_resolved;
    }
  }
  for (const File& file : query.files) {
    const bool wanted = file.version <= plan.version && (last == nullptr || file.version > last->version);
    if (wanted) plan.inserted.push_back(row_of(file));
  }
  const auto by_version = [](const Revision& a, const Revision& b) { return a.version < b.version; };
  std::stable_sort(plan.inserted.begin(), plan.inserted.end(), by_version);
  return plan;
}

}  // namespace plumb::apply
