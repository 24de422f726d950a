// SPDX-License-Identifier: Apache-2.0
#include "../../../src/report/line_diff.hpp"

#include <support/catch.hpp>

#include <random>

namespace plumb::report {
namespace {

using Lines = std::vector<std::string>;

std::string text(const std::vector<DiffLine>& lines) {
  std::string out;
  for (const DiffLine& line : lines) {
    constexpr std::string_view k_marks = " -+";
    if (line.kind != DiffLine::Kind::hunk) out += k_marks[static_cast<std::size_t>(line.kind)];
    out += line.text + "\n";
  }
  return out;
}

// Both sides, taken out of a whole difference.
std::pair<Lines, Lines> sides(const std::vector<DiffLine>& lines) {
  std::pair<Lines, Lines> out;
  for (const DiffLine& line : lines) {
    if (line.kind != DiffLine::Kind::added) out.first.push_back(line.text);
    if (line.kind != DiffLine::Kind::removed) out.second.push_back(line.text);
  }
  return out;
}

// Of the longest common subsequence, the slow and plain way.
std::size_t common(const Lines& a, const Lines& b) {
  std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      best[i][j] = a[i - 1] == b[j - 1] ? best[i - 1][j - 1] + 1 : std::max(best[i - 1][j], best[i][j - 1]);
    }
  }
  return best[a.size()][b.size()];
}

TEST_CASE("a difference is shown with what is around it") {
  CHECK(text(line_diff({"a", "b", "c"}, {"a", "x", "c"}, 3)) == " a\n-b\n+x\n c\n");
  CHECK(text(line_diff({"1", "2", "3", "4", "5", "6", "7"}, {"1", "2", "3", "x", "5", "6", "7"}, 1)) ==
        "@@ -3,3 +3,3 @@\n 3\n-4\n+x\n 5\n");
  CHECK(text(line_diff({"1", "2", "3", "4", "5", "6", "7"}, {"0", "1", "2", "3", "4", "5", "6"}, 0)) ==
        "@@ -0,0 +1,1 @@\n+0\n@@ -7,1 +7,0 @@\n-7\n");
}

TEST_CASE("of what is replaced the old comes first") {
  CHECK(text(line_diff({"a", "b"}, {"c", "d"}, 3)) == "-a\n-b\n+c\n+d\n");
}

TEST_CASE("equal and empty texts") {
  CHECK(line_diff({}, {}, 3).empty());
  CHECK(text(line_diff({}, {"a"}, 3)) == "+a\n");
  CHECK(line_diff({"a"}, {"a"}, 3).empty());
}

TEST_CASE("random texts: both sides are kept, and the way is the shortest") {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    const auto make = [&] {
      Lines out;
      for (std::size_t i = random() % 12; i > 0; --i) out.emplace_back(1, static_cast<char>('a' + random() % 4));
      return out;
    };
    const Lines before = make();
    const Lines after = make();
    // So much context that all is shown.
    const std::vector<DiffLine> lines = line_diff(before, after, 100);
    if (before == after) continue;
    CAPTURE(before, after);
    CHECK(sides(lines) == std::pair(before, after));
    CHECK(lines.size() == before.size() + after.size() - common(before, after));
  }
}

TEST_CASE("texts that have nothing in common take no time") {
  Lines before;
  Lines after;
  for (int i = 0; i < 20'000; ++i) {
    before.push_back("b" + std::to_string(i));
    after.push_back("a" + std::to_string(i));
  }
  before.front() = after.front() = "first";
  const std::vector<DiffLine> lines = line_diff(before, after, 1);
  CHECK(lines.size() == 39'999);
  CHECK(lines.front().text == "first");
}

}  // namespace
}  // namespace plumb::report
