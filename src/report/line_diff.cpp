// SPDX-License-Identifier: Apache-2.0
#include "line_diff.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace plumb::report {
namespace {

using Lines = std::vector<std::string>;
using Kind = DiffLine::Kind;

// Differences that are looked for at most: the work grows with their square.
constexpr int k_most_steps = 1000;

// Myers, "An O(ND) difference algorithm": for each number of steps the farthest that each diagonal gets; then back.
class Shortest {
 public:
  Shortest(const Lines& before, const Lines& after)
      : m_before(before), m_after(after), m_n(static_cast<int>(before.size())), m_m(static_cast<int>(after.size())) {}

  // Nothing: too many steps.
  std::vector<DiffLine> run() {
    std::vector<int> farthest(static_cast<std::size_t>(2 * k_most_steps + 3), 0);
    for (int steps = 0; steps <= k_most_steps; ++steps) {
      m_trace.push_back(farthest);
      for (int diagonal = -steps; diagonal <= steps; diagonal += 2) {
        int x = from_above(farthest, steps, diagonal) ? at(farthest, diagonal + 1) : at(farthest, diagonal - 1) + 1;
        while (x < m_n && x - diagonal < m_m && same(x, x - diagonal)) ++x;
        at(farthest, diagonal) = x;
        if (x >= m_n && x - diagonal >= m_m) return walk_back(steps);
      }
    }
    return {};
  }

 private:
  static int& at(std::vector<int>& farthest, int diagonal) {
    return farthest[static_cast<std::size_t>(diagonal + k_most_steps + 1)];
  }
  [[nodiscard]] bool same(int x, int y) const {
    return m_before[static_cast<std::size_t>(x)] == m_after[static_cast<std::size_t>(y)];
  }
  // Whether the way to this diagonal comes by a line that is added.
  static bool from_above(std::vector<int>& farthest, int steps, int diagonal) {
    return diagonal == -steps || (diagonal != steps && at(farthest, diagonal - 1) < at(farthest, diagonal + 1));
  }

  std::vector<DiffLine> walk_back(int steps) {
    std::vector<DiffLine> out;
    int x = m_n;
    int y = m_m;
    for (; steps >= 0; --steps) {
      std::vector<int>& farthest = m_trace[static_cast<std::size_t>(steps)];
      const int diagonal = x - y;
      const bool added = from_above(farthest, steps, diagonal);
      const int previous = added ? diagonal + 1 : diagonal - 1;
      const int start = steps == 0 ? 0 : at(farthest, previous);
      const int stop = steps == 0 ? 0 : (added ? start : start + 1);
      for (; x > stop; --x, --y) out.push_back({Kind::same, m_before[static_cast<std::size_t>(x - 1)]});
      if (steps == 0) break;
      if (added) {
        out.push_back({Kind::added, m_after[static_cast<std::size_t>(y - 1)]});
      } else {
        out.push_back({Kind::removed, m_before[static_cast<std::size_t>(x - 1)]});
      }
      x = start;
      y = start - previous;
    }
    std::ranges::reverse(out);
    return out;
  }

  const Lines& m_before;
  const Lines& m_after;
  int m_n;
  int m_m;
  std::vector<std::vector<int>> m_trace;
};

std::vector<DiffLine> middle_as_a_whole(const Lines& before, const Lines& after) {
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  std::vector<DiffLine> out;
  for (std::size_t i = 0; i < head; ++i) out.push_back({Kind::same, before[i]});
  for (std::size_t i = head; i < before.size() - tail; ++i) out.push_back({Kind::removed, before[i]});
  for (std::size_t i = head; i < after.size() - tail; ++i) out.push_back({Kind::added, after[i]});
  for (std::size_t i = before.size() - tail; i < before.size(); ++i) out.push_back({Kind::same, before[i]});
  return out;
}

// Of a run of removed and added lines the removed ones first, as people expect it.
void removed_first(std::vector<DiffLine>& lines) {
  for (auto begin = lines.begin(); begin != lines.end();) {
    const auto end = std::find_if(begin, lines.end(), [](const DiffLine& line) { return line.kind == Kind::same; });
    std::stable_partition(begin, end, [](const DiffLine& line) { return line.kind == Kind::removed; });
    begin = std::find_if(end, lines.end(), [](const DiffLine& line) { return line.kind != Kind::same; });
  }
}

// Which lines are shown: those that differ, and `context` on both sides of them.
std::vector<bool> shown(const std::vector<DiffLine>& lines, std::size_t context) {
  std::vector<bool> out(lines.size(), false);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].kind == Kind::same) continue;
    const std::size_t first = i - std::min(i, context);
    for (std::size_t j = first; j < std::min(lines.size(), i + context + 1); ++j) out[j] = true;
  }
  return out;
}

std::string range_text(std::size_t before, std::size_t count) {
  // As diff has it: of no line, the one before.
  return fmt::format("{},{}", count == 0 ? before : before + 1, count);
}

std::vector<DiffLine> in_hunks(std::vector<DiffLine> lines, std::size_t context) {
  const std::vector<bool> show = shown(lines, context);
  if (std::ranges::all_of(show, [](bool each) { return each; })) return lines;
  std::vector<DiffLine> out;
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i;
    while (end < lines.size() && show[end] == show[i]) ++end;
    std::size_t old_count = 0;
    std::size_t new_count = 0;
    for (std::size_t j = i; j < end; ++j) {
      if (lines[j].kind != Kind::added) ++old_count;
      if (lines[j].kind != Kind::removed) ++new_count;
    }
    if (show[i]) {
      out.push_back(
          {Kind::hunk, fmt::format("@@ -{} +{} @@", range_text(old_line, old_count), range_text(new_line, new_count))});
      for (std::size_t j = i; j < end; ++j) out.push_back(std::move(lines[j]));
    }
    old_line += old_count;
    new_line += new_count;
    i = end;
  }
  return out;
}

}  // namespace

std::vector<DiffLine> line_diff(const Lines& before, const Lines& after, std::size_t context) {
  std::vector<DiffLine> lines = Shortest(before, after).run();
  if (lines.empty()) lines = middle_as_a_whole(before, after);
  removed_first(lines);
  return in_hunks(std::move(lines), context);
}

}  // namespace plumb::report
