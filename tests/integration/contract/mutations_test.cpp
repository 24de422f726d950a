// SPDX-License-Identifier: Apache-2.0
// What may happen to a database of the blueprint, block by block of mutations.sql: each breach is found by every rule
// that the block names (or by the comparison, where no rule can see it), and what is no breach by none.
#include <support/catch.hpp>

#include <algorithm>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/diff/difference.hpp>

#include "reference_database.hpp"

namespace plumb::test {
namespace {

using contract::Judgement;
using contract::Rules;

constexpr std::string_view k_drift = "drift";

struct Mutation {
  std::string name;
  std::set<std::string> expected;  // codes, or k_drift
  std::string sql;
};

// "-- M001: RLS001 RLS003"; nothing for any other line.
std::optional<Mutation> header(std::string_view line) {
  if (!line.starts_with("-- M") && !line.starts_with("-- N")) return std::nullopt;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view digits = line.substr(4, colon - 4);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  Mutation out{.name = std::string(line.substr(3, colon - 3)), .expected = {}, .sql = {}};
  std::istringstream codes{std::string(line.substr(colon + 1))};
  for (std::string code; codes >> code;) out.expected.insert(code);
  return out;
}

std::vector<Mutation> mutations() {
  std::vector<Mutation> out;
  std::istringstream file(read_file(PLUMB_SOURCE_DIR "/tests/integration/contract/mutations.sql"));
  for (std::string line; std::getline(file, line);) {
    if (auto next = header(line)) {
      out.push_back(*std::move(next));
    } else if (!out.empty()) {
      out.back().sql += line + "\n";
    }
  }
  return out;
}

std::set<std::string> codes_of(const Judgement& judgement) {
  std::set<std::string> out;
  for (const finding::Finding& finding : judgement.findings) out.insert(finding.code);
  return out;
}

std::string told(const Judgement& judgement) {
  std::string out;
  for (const finding::Finding& finding : judgement.findings) {
    out += fmt::format("\n    {} {}: {}", finding.code, finding.object.text(), finding.message);
  }
  return out;
}

// "" if everybody who should speak does, and nobody else where nobody should.
std::string complaint(ReferenceDatabase& database, const catalog::Catalog& before, const Mutation& mutation) {
  const inspect::Snapshot after = database.read();
  const Judgement judgement = database.judge(after, Rules::builtin());
  std::set<std::string> seen = codes_of(judgement);
  if (mutation.name.starts_with('N')) {
    return seen.empty() ? "" : fmt::format("{}: should be silent{}", mutation.name, told(judgement));
  }
  if (!diff::compare(before, after.catalog).list.empty()) seen.insert(std::string(k_drift));
  std::vector<std::string> missed;
  std::ranges::set_difference(mutation.expected, seen, std::back_inserter(missed));
  if (missed.empty()) return "";
  return fmt::format("{}: missed {}; found{}", mutation.name, fmt::join(missed, " "), told(judgement));
}

TEST_CASE("every mutation of the blueprint is found by the rules that it names, and what is harmless by none") {
  ReferenceDatabase database;
  const std::vector<Mutation> all = mutations();
  const inspect::Snapshot before = database.read();
  std::size_t right = 0;
  for (const Mutation& mutation : all) {
    std::string wrong;
    try {
      database.begin();
      database.run(mutation.sql);
      wrong = complaint(database, before.catalog, mutation);
    } catch (const Error& error) {
      wrong = fmt::format("{}: {}", mutation.name, describe(error));
    }
    database.rollback();
    if (wrong.empty()) ++right;
    if (!wrong.empty()) FAIL_CHECK(wrong);
  }
  WARN("mutations: " << right << " of " << all.size());
  CHECK(all.size() == 104);
}

}  // namespace
}  // namespace plumb::test
