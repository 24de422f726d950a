// SPDX-License-Identifier: Apache-2.0
// Every rule that is built in, by what its own header says: silent on the reference blueprint, found after `bad`,
// silent after `fixed` (or after its own fix). A rule that is added as a file is tested by being there.
#include <support/catch.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <plumb/base/error.hpp>

#include "reference_database.hpp"

namespace plumb::test {
namespace {

using contract::Judgement;
using contract::Rule;
using contract::Rules;

Rules only(const Rule& rule) {
  const Rules::File file{rule.file, rule.text};
  return Rules::parse(std::span(&file, 1), contract::Origin::builtin);
}

std::string told(const Judgement& judgement) {
  std::string out;
  for (const finding::Finding& finding : judgement.findings) {
    out += fmt::format("{} {}: {}\n", finding.code, finding.object.text(), finding.message);
  }
  return out;
}

// What a new session gets is known to a new session only, so that what breaks such a rule has to be committed.
bool is_about_new_sessions(const Rule& rule) {
  return rule.object == "setting_value";
}

TEST_CASE("the reference blueprint keeps every rule") {
  ReferenceDatabase database;
  const Judgement judgement = database.judge(Rules::builtin());
  for (const contract::Skipped& skipped : judgement.skipped) {
    FAIL_CHECK(skipped.code << " could not run: " << skipped.reason);
  }
  for (const Rule& rule : Rules::builtin().list()) {
    std::string broken;
    for (const finding::Finding& finding : judgement.findings) {
      if (finding.code == rule.code) broken += fmt::format("{}: {}\n", finding.object.text(), finding.message);
    }
    INFO(rule.code << " on the reference blueprint:\n" << broken);
    CHECK(broken.empty());
  }
}

// What the finding itself proposes, for all findings.
std::string own_fixes(const Judgement& judgement) {
  std::string out;
  for (const finding::Finding& finding : judgement.findings) out += finding.fix + "\n";
  return out;
}

void check_fixes(const Rule& rule, const Judgement& judgement) {
  if (rule.fix.empty()) return;
  for (const finding::Finding& finding : judgement.findings) {
    INFO("no fix for " << finding.object.text());
    CHECK_FALSE(finding.fix.empty());
  }
}

void check_found_and_healed(ReferenceDatabase& database, const Rule& rule) {
  const Rules rules = only(rule);
  is_about_new_sessions(rule) ? database.reconnect() : database.begin();
  database.run(rule.bad);
  if (is_about_new_sessions(rule)) database.reconnect();
  const Judgement broken = database.judge(rules);
  INFO(told(broken));
  CHECK(broken.run == std::vector<std::string>{rule.code});
  CHECK_FALSE(broken.findings.empty());
  check_fixes(rule, broken);
  const std::string remedy = rule.fixed.empty() ? own_fixes(broken) : rule.fixed;
  INFO("remedy: " << remedy);
  database.run(remedy);
  if (is_about_new_sessions(rule)) database.reconnect();
  CHECK(told(database.judge(rules)).empty());
  if (!is_about_new_sessions(rule)) database.rollback();
}

TEST_CASE("rules that ask the server are told as such, and left out where somebody wants that") {
  ReferenceDatabase database;
  const std::vector<std::string> codes = {"BST603", "BST605", "CTX112"};
  CHECK(database.judge(Rules::builtin()).active == codes);
  const Judgement passive = database.judge(Rules::builtin(), {}, contract::Active::left_out);
  CHECK(passive.left_out == codes);
  CHECK(passive.active.empty());
  CHECK(passive.skipped.empty());
  for (const std::string& code : codes) CHECK(std::ranges::find(passive.run, code) == passive.run.end());
}

TEST_CASE("every rule finds what its header calls bad, and nothing when it is fixed") {
  ReferenceDatabase database;
  std::string untested;
  for (const Rule& rule : Rules::builtin().list()) {
    if (rule.bad.empty()) {
      untested += " " + rule.code;
      continue;
    }
    INFO(rule.code << " " << rule.title);
    try {
      check_found_and_healed(database, rule);
    } catch (const Error& error) {
      FAIL_CHECK(describe(error));
      database.rollback();
    }
  }
  if (!untested.empty()) WARN("rules without an example:" << untested);
}

}  // namespace
}  // namespace plumb::test
