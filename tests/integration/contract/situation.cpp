// SPDX-License-Identifier: Apache-2.0
#include "situation.hpp"

#include <support/catch.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <plumb/base/error.hpp>

namespace plumb::test {
namespace {

std::string fixes(const contract::Judgement& judgement) {
  std::string out;
  for (const finding::Finding& finding : judgement.findings) out += finding.fix + "\n";
  return out;
}

void check(ReferenceDatabase& database, const contract::Rules& rules, const Situation& situation) {
  database.begin();
  database.run(situation.sql);
  const contract::Judgement judgement = database.judge(rules, situation.settings);
  std::string told;
  for (const finding::Finding& finding : judgement.findings) told += finding.message + "\n";
  INFO("told:\n" << told << "fixes:\n" << fixes(judgement));
  CHECK(found(judgement) == situation.expected);
  database.run(fixes(judgement));
  CHECK(found(database.judge(rules, situation.settings)).empty());
  database.rollback();
}

}  // namespace

void check_situations(ReferenceDatabase& database, const std::vector<std::string_view>& codes,
                      const std::vector<Situation>& situations) {
  const contract::Rules rules = rules_of(codes);
  for (const Situation& situation : situations) {
    INFO(situation.what);
    try {
      check(database, rules, situation);
    } catch (const Error& error) {
      FAIL_CHECK(describe(error));
      database.rollback();
    }
  }
}

settings::Settings with_knob(const std::string& code, const std::string& knob, std::vector<std::string> values) {
  settings::Settings out;
  out.rules[code].knobs[knob] = std::move(values);
  return out;
}

contract::Rules rules_of(const std::vector<std::string_view>& codes) {
  std::vector<contract::Rules::File> files;
  for (const contract::Rule& rule : contract::Rules::builtin().list()) {
    if (std::ranges::find(codes, rule.code) != codes.end()) files.push_back({rule.file, rule.text});
  }
  REQUIRE(files.size() == codes.size());
  return contract::Rules::parse(files, contract::Origin::builtin);
}

std::vector<std::string> found(const contract::Judgement& judgement) {
  std::vector<std::string> out;
  for (const finding::Finding& finding : judgement.findings) {
    const contract::Rule* rule = contract::Rules::builtin().find(finding.code);
    const bool is_own = rule != nullptr && rule->severity == finding.severity;
    out.push_back(fmt::format("{} {}{}", finding.code, finding.object.text(),
                              is_own ? "" : fmt::format(" ({})", finding::name(finding.severity))));
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace plumb::test
