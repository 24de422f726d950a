// SPDX-License-Identifier: Apache-2.0
// For every attribute of every kind there is a statement that changes exactly it, and the difference names exactly it.
// The statements are data: sensitivity/*.txt, in the form that sensitivity_block.hpp tells.
//
// Each block has a read before and after and one after each fix, five to eight in all; so the blocks share a session,
// in which the queries are planned once, and only those that may not be in a transaction cost a database of their own.
//
//   PLUMB_SENSITIVITY=policy,table.acl integration_sensitivity     only these kinds and attributes
#include <fmt/ranges.h>
#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <algorithm>
#include <cstdlib>
#include <set>

#include <plumb/base/error.hpp>

#include "sensitivity_trial.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

// By the wish of PLUMB_SENSITIVITY, "policy,table.acl"; everything if it is not set.
bool is_wanted(std::string_view subject) {
  const char* value = std::getenv("PLUMB_SENSITIVITY");
  if (value == nullptr || *value == '\0') return true;
  for (std::string_view rest = value; !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    if (word == subject || word == subject.substr(0, subject.find('.'))) return true;
  }
  return false;
}

struct Result {
  std::vector<Verdict> verdicts;  // one a block
  std::size_t alone = 0;          // blocks that were given a database of their own
  std::string left;               // "", or what was not rolled back
};

// In a transaction first; a block of which that gives no clean verdict has its verdict from a database of its own.
Result try_all(SensitivityTrials& trials, const std::vector<SensitivityBlock>& blocks) {
  Result result;
  for (const SensitivityBlock& block : blocks) result.verdicts.push_back(trials.run_in_transaction(block));
  result.left = trials.end_transactions();
  for (std::size_t index = 0; index < blocks.size(); ++index) {
    if (result.verdicts[index].complaints.empty()) continue;
    result.verdicts[index] = trials.run_alone(blocks[index]);
    ++result.alone;
  }
  return result;
}

}  // namespace

TEST_CASE("each block changes exactly what it names, and its fix brings it back") {
  static_cast<void>(server());  // skips where this version is not installed
  std::vector<SensitivityBlock> blocks = sensitivity_blocks();
  std::erase_if(blocks, [](const SensitivityBlock& block) {
    return !block.is_for(major_version()) || !block.never.empty() || !is_wanted(block.subject);
  });
  SensitivityTrials trials(major_version());
  const auto [verdicts, alone, left] = try_all(trials, blocks);
  CHECK(left == "");
  int fixes = 0;
  int without_fix = 0;
  for (std::size_t index = 0; index < blocks.size(); ++index) {
    fixes += verdicts[index].fixes;
    without_fix += verdicts[index].without_fix;
    for (const std::string& complaint : verdicts[index].complaints) {
      UNSCOPED_INFO(blocks[index].place << ": " << blocks[index].subject << "\n  " << complaint);
      CHECK(verdicts[index].complaints.empty());
    }
  }
  fmt::print(
      "PostgreSQL {}: {} blocks, {} of them in a database of their own; {} fixes brought the database back, {} times "
      "there was none\n",
      major_version(), blocks.size(), alone, fixes, without_fix);
}

TEST_CASE("each attribute that is compared has a block") {
  static_cast<void>(server());
  SensitivityTrials trials(major_version());
  const std::vector<std::string> subjects = trials.subjects();
  std::set<std::string> covered;
  for (const SensitivityBlock& block : sensitivity_blocks()) {
    INFO(block.place << ": " << block.subject);
    if (!block.is_for(major_version())) continue;
    CHECK((std::ranges::find(subjects, block.subject) != subjects.end()));  // else the block is stale
    covered.insert(block.subject);
  }
  std::vector<std::string> without;
  for (const std::string& subject : subjects) {
    if (is_wanted(subject) && !covered.contains(subject)) without.push_back(subject);
  }
  INFO("without a block: " << fmt::format("{}", fmt::join(without, ", ")));
  CHECK(without.empty());
}

TEST_CASE("blocks are read as they are written") {
  const auto blocks = parse_sensitivity("x.txt",
                                        "# comment\n\n=== a.b\nsince: 15\nalso: c.d it follows\n--- before\nONE;\n"
                                        "--- change\nTWO;\n\n=== a\nuntil: 14\nnever: it is not there\n");
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].place == "x.txt:3");
  CHECK(blocks[0].kind() == "a");
  CHECK(blocks[0].also == std::vector<std::string>{"c.d"});
  CHECK(blocks[0].before == "ONE;\n");
  CHECK(!blocks[0].is_for(14));
  CHECK(blocks[1].never == "it is not there");
  CHECK(blocks[1].is_for(14));
  CHECK_THROWS_AS(parse_sensitivity("x", "=== a\n--- before\nONE;\n"), Error);
  CHECK_THROWS_AS(parse_sensitivity("x", "=== a\nsince: new\n--- change\nONE;\n"), Error);
  CHECK_THROWS_AS(parse_sensitivity("x", "=== a\nalso: b\n--- change\nONE;\n"), Error);
  CHECK_THROWS_AS(parse_sensitivity("x", "=== a\n--- during\nONE;\n"), Error);
}
