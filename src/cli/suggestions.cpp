// SPDX-License-Identifier: Apache-2.0
#include "suggestions.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "command.hpp"

namespace plumb::cli {
namespace {

std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::vector<std::string> near_commands(std::string_view group, std::string_view typed) {
  std::vector<std::string> out;
  for (const CommandRow& row : command_table()) {
    const std::string_view name = group.empty() && !row.group.empty() ? row.group : row.name;
    if (row.summary.empty() || (!group.empty() && row.group != group)) continue;
    if (edits(typed, name) > 2 && !name.starts_with(typed)) continue;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.emplace_back(name);
  }
  return out;
}

bool is_unsupported(std::string_view group, std::string_view name) {
  constexpr std::array k_migrate = {"diff", "lint", "checkpoint", "down", "rebase", "rm", "edit", "push", "test"};
  return group == "migrate" && std::find(k_migrate.begin(), k_migrate.end(), name) != k_migrate.end();
}

}  // namespace plumb::cli
