// SPDX-License-Identifier: Apache-2.0
#include <plumb/contract/judge.hpp>

#include <algorithm>
#include <set>
#include <span>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include <plumb/catalog/fingerprint.hpp>

#include "algorithms.hpp"
#include "names.hpp"
#include "row_finding.hpp"

namespace plumb::contract {
namespace {

using finding::Finding;

// Nothing that is built in comes near these; they stop a team's rule that never ends, or returns everything.
constexpr query::Limits k_limits = {.time = std::chrono::seconds(5), .rows = 10'000, .memory = std::size_t{256} << 20};

Finding not_run(std::string kind, std::string name, const Unable& unable) {
  Finding out;
  out.code = "COV010";
  out.cls = finding::Class::coverage;
  out.severity = finding::Severity::high;
  out.object = {.kind = std::move(kind), .schema = {}, .parent = {}, .name = std::move(name), .signature = {}};
  out.message = fmt::format("the rule could not run: {}", unable.reason);
  out.why = "what a rule did not look at was not judged";
  out.fix = unable.remedy;
  out.fingerprint = catalog::fingerprint(out.code, out.object.text());
  return out;
}

// Of the first line behind the header.
std::size_t sql_line(std::string_view text) {
  std::size_t line = 1;
  for (; text.starts_with("--"); ++line) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return line;
}

// With the file and a line of it, also where the failure is of the whole SELECT.
Unable unable(const query::Failure& failure, const Rule& rule) {
  std::string reason = describe(query::to_error(failure, rule.text, rule.file));
  if (failure.offset || failure.reason == query::Failure::Reason::not_read) return {std::move(reason)};
  return {fmt::format("{}:{}: {}", rule.file, sql_line(rule.text), reason)};
}

// A need that is a role of plumb.yaml, and not a table: "tenant role".
constexpr std::string_view k_role_need = " role";

// Nothing if all tables that the header asks for can be had.
std::optional<Unable> missing_need(const Subject& subject, const Rule& rule) {
  for (const std::string& table : rule.needs) {
    if (table.ends_with(k_role_need)) continue;
    const auto compiled = subject.database.run(fmt::format("SELECT 1 FROM \"{}\" LIMIT 0", table));
    if (const auto* failure = std::get_if<query::Failure>(&compiled)) return Unable{failure->message};
  }
  return std::nullopt;
}

// Roles of plumb.yaml that are not there, by kind. None if that cannot be known: rules about them cannot run then
// anyway.
std::map<std::string, std::string> missing_roles(query::Database& database) {
  const query::Outcome found = database.run("SELECT kind, name FROM app_role WHERE kind <> 'login' AND present = 0");
  std::map<std::string, std::string> out;
  if (const auto* result = std::get_if<query::Result>(&found)) {
    for (const auto& row : result->rows) out.emplace(query::to_text(row[0]), query::to_text(row[1]));
  }
  return out;
}

Measured found_by_algorithm(const Subject& subject, const Rule& rule) {
  const Algorithm algorithm = find_algorithm(rule.algorithm);
  if (algorithm == nullptr) return Unable{fmt::format("there is no algorithm \"{}\"", rule.algorithm)};
  return algorithm(subject, rule);
}

Measured found_by_select(query::Outcome outcome, const Rule& rule) {
  if (const auto* failure = std::get_if<query::Failure>(&outcome)) return unable(*failure, rule);
  auto& result = std::get<query::Result>(outcome);
  if (result.more) return Unable{fmt::format("{}: it returns more than {} rows", rule.file, k_limits.rows)};
  if (std::string wrong = check_columns(result.columns); !wrong.empty()) {
    return Unable{fmt::format("{}: {}", rule.file, wrong)};
  }
  return std::move(result);
}

// What the rules find, in their order. Those that are a SELECT run all at once.
std::vector<Measured> found_by(std::span<const Rule* const> rules, const Subject& subject) {
  std::vector<Measured> out(rules.size());
  std::vector<std::size_t> selects;
  std::vector<std::string_view> statements;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = *rules[i];
    if (auto need = missing_need(subject, rule)) {
      out[i] = *std::move(need);
    } else if (!rule.algorithm.empty()) {
      out[i] = found_by_algorithm(subject, rule);
    } else {
      selects.push_back(i);
      statements.emplace_back(rule.text);
    }
  }
  std::vector<query::Outcome> outcomes = subject.database.run_all(statements, k_limits);
  for (std::size_t i = 0; i < selects.size(); ++i) {
    out[selects[i]] = found_by_select(std::move(outcomes[i]), *rules[selects[i]]);
  }
  return out;
}

// What makes two rows of a rule one finding.
using Told = std::tuple<finding::ObjectName, std::string, finding::Severity, std::string>;

class Court {
 public:
  Court(const Subject& subject, const Rules& rules)
      : m_subject(subject),
        m_rules(rules),
        m_names{.settings = subject.settings,
                .family = policy_family(subject.catalog, subject.settings),
                .context_function = context_function(subject.catalog, subject.settings)},
        m_missing_roles(missing_roles(subject.database)) {}

  Judgement judge() {
    std::vector<const Rule*> rules;
    for (const Rule& rule : m_rules.list()) {
      if (is_off(rule)) {
        m_out.off.push_back(rule.code);
      } else if (is_measured(rule) && m_subject.active == Active::left_out) {
        m_out.left_out.push_back(rule.code);
      } else {
        rules.push_back(&rule);
      }
    }
    const std::vector<Measured> found = found_by(rules, m_subject);
    for (std::size_t i = 0; i < rules.size(); ++i) take(*rules[i], found[i]);
    for (const Rules::Broken& broken : m_rules.broken()) skip("rule file", broken.file, {broken.reason});
    return std::move(m_out);
  }

 private:
  bool is_off(const Rule& rule) const {
    const auto setting = m_subject.settings.rules.find(rule.code);
    return setting != m_subject.settings.rules.end() && setting->second.off;
  }

  void skip(std::string kind, const std::string& name, const Unable& unable) {
    m_out.findings.push_back(not_run(std::move(kind), name, unable));
    m_out.skipped.push_back({name, unable.reason});
  }

  // Without a role that it is about a rule judges the others; but what it does not find says nothing.
  std::string missing_roles_of(const Rule& rule) const {
    std::string out;
    for (const auto& [kind, name] : m_missing_roles) {
      if (std::ranges::find(rule.needs, kind + std::string(k_role_need)) == rule.needs.end()) continue;
      out += fmt::format("{}the {} role {} does not exist", out.empty() ? "" : ", ", kind, name);
    }
    return out;
  }

  // That the rule judged what there is.
  void note(const Rule& rule) {
    const std::string missing = missing_roles_of(rule);
    if (missing.empty()) {
      m_out.run.push_back(rule.code);
      if (is_measured(rule)) m_out.active.push_back(rule.code);
    } else if (tells_missing_roles()) {
      m_out.skipped.push_back({rule.code, missing});
    } else {
      skip("rule", rule.code, {missing});
    }
  }

  // A finding of its own says it for all rules.
  bool tells_missing_roles() const {
    const Rule* rule = m_rules.find("PRV500");
    return rule != nullptr && !is_off(*rule);
  }

  // What a rule has found, or why it could not run.
  void take(const Rule& rule, const Measured& found) {
    if (const auto* cannot = std::get_if<Unable>(&found)) return skip("rule", rule.code, *cannot);
    note(rule);
    const auto& result = std::get<query::Result>(found);
    const RowContext context{.rule = rule, .subject = m_subject, .names = m_names};
    std::set<Told> told;
    for (const auto& row : result.rows) {
      Finding finding = to_finding(result.columns, row, context);
      const bool is_new = told.insert({finding.object, finding.message, finding.severity, finding.fix}).second;
      finding.active = is_measured(rule);
      if (is_new) m_out.findings.push_back(std::move(finding));
    }
  }

  const Subject& m_subject;
  const Rules& m_rules;
  const FixNames m_names;
  const std::map<std::string, std::string> m_missing_roles;
  Judgement m_out;
};

}  // namespace

std::string find_fault(const Rule& rule, query::Database& database) {
  if (!rule.algorithm.empty()) return "";
  const auto columns = database.compile(rule.text);
  if (const auto* failure = std::get_if<query::Failure>(&columns)) return unable(*failure, rule).reason;
  const std::string wrong = check_columns(std::get<std::vector<std::string>>(columns));
  return wrong.empty() ? "" : fmt::format("{}: {}", rule.file, wrong);
}

Judgement judge(const Subject& subject, const Rules& rules) {
  return Court(subject, rules).judge();
}

}  // namespace plumb::contract
