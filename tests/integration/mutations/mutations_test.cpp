// SPDX-License-Identifier: Apache-2.0
// Every one-step change to the reference blueprint is found by drift; every one by which one tenant reaches rows of
// another is found by a rule, too. All of them take minutes, so here it is one in so many, the same in every run:
//
//   PLUMB_MUTATIONS=all integration_mutations      all of them, as bench/mutations does
//   PLUMB_MUTATIONS=2/5 integration_mutations      the second of five parts
//   PLUMB_MUTATIONS_OF="policy public.users" …     of these only those with that in their name
#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <cstdio>
#include <cstdlib>

#include "mutation_trial.hpp"

namespace plumb::test {
namespace {

constexpr std::size_t k_sample = 90;

// Those whose number, divided by `parts`, leaves `part`.
struct Share {
  std::size_t part = 0;
  std::size_t parts = 1;
};

Share share_of(std::size_t count) {
  const char* wish = std::getenv("PLUMB_MUTATIONS");
  if (wish == nullptr || *wish == '\0') return {.part = 0, .parts = std::max<std::size_t>(1, count / k_sample)};
  Share out;
  if (std::sscanf(wish, "%zu/%zu", &out.part, &out.parts) != 2) return {};
  return {.part = out.part - 1, .parts = out.parts};
}

bool is_wanted(const Mutation& mutation) {
  const char* wish = std::getenv("PLUMB_MUTATIONS_OF");
  return wish == nullptr || mutation.name().find(wish) != std::string::npos;
}

TEST_CASE("drift finds every change; a rule finds every breach") {
  static_cast<void>(server());  // skips where this version is not installed
  MutationTrials trials;
  const std::vector<Mutation> mutations = one_step_changes(trials.base());
  const Share share = share_of(mutations.size());
  Score score;
  for (std::size_t i = share.part; i < mutations.size(); i += share.parts) {
    if (!is_wanted(mutations[i])) continue;
    // All of them take long: what is missed is told at once.
    for (const std::string& missed : score.add(mutations[i], trials.run(mutations[i]))) {
      fmt::print(stderr, "{} of {}: {}\n", i + 1, mutations.size(), missed);
    }
  }
  fmt::print("{}", score.text());
  CHECK(score.missed.empty());
  // A generator that makes nothing that the server takes, or a probe that sees nothing, would be no test.
  CHECK(score.happened > score.tried / 3);
  CHECK(score.breaches > 0);
}

}  // namespace
}  // namespace plumb::test
