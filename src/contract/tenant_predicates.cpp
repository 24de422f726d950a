// SPDX-License-Identifier: Apache-2.0
#include "tenant_predicates.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/catalog/text_list.hpp>
#include <plumb/contract/prover.hpp>

#include "names.hpp"
#include "prover_facts.hpp"

namespace plumb::contract {
namespace {

using query::Result;
using query::to_text;
using Row = std::vector<query::Value>;

// Which expressions of a table's access are judged, and for which commands.
struct Question {
  std::string_view any;  // columns of `access`
  std::string_view all;
  std::string_view clause;  // of `effective_policy`: the expression that stands in `any`
  std::span<const std::string_view> commands;
};

// A permissive policy that lets through what it should not, together with the restrictive ones.
struct Opening {
  std::string expression;
  std::vector<std::string> commands;
  Proof proof;
};

// The queries here are plumb's own: that one fails means that a table could not be read.
std::variant<Result, Unable> ask(const Subject& subject, const std::string& sql) {
  query::Outcome outcome = subject.database.run(sql);
  if (const auto* failure = std::get_if<query::Failure>(&outcome)) return Unable{failure->message};
  return std::move(std::get<Result>(outcome));
}

std::string in_list(std::span<const std::string_view> commands) {
  return fmt::format("('{}')", fmt::join(commands, "', '"));
}

class Prover {
 public:
  explicit Prover(ProverOptions options) : m_options(std::move(options)) {}

  // Each pair of texts once, however many tables and commands have it.
  const Proof& prove(const std::string& permissive, const std::string& restrictive) {
    const auto [known, is_new] = m_proofs.try_emplace({permissive, restrictive});
    if (is_new) {
      known->second = contract::prove(
          {.permissive = {permissive}, .restrictive = catalog::parse_text_list(restrictive)}, m_options);
    }
    return known->second;
  }

 private:
  const ProverOptions m_options;
  std::map<std::pair<std::string, std::string>, Proof> m_proofs;
};

bool is_sound(const Proof& proof) {
  return proof.verdict == Verdict::proved || proof.verdict == Verdict::denied;
}

// The openings of each access, by its number. Commands that are open in the same way are told together.
using Openings = std::map<std::string, std::vector<Opening>>;

void add(std::vector<Opening>& openings, const std::string& expression, const std::string& command,
         const Proof& proof) {
  const auto same = std::ranges::find_if(openings, [&](const Opening& opening) {
    return opening.expression == expression && opening.proof.verdict == proof.verdict &&
           opening.proof.counter_example == proof.counter_example && opening.proof.opened_by == proof.opened_by;
  });
  if (same != openings.end()) {
    same->commands.push_back(command);
  } else {
    openings.push_back({.expression = expression, .commands = {command}, .proof = proof});
  }
}

std::variant<Openings, Unable> find_openings(const Subject& subject, const Question& question) {
  auto accesses = ask(subject, fmt::format("SELECT access, command, {}, {} FROM access WHERE role_kind = 'tenant' "
                                           "AND command IN {} ORDER BY access, command = 'SELECT' DESC, "
                                           "command = 'INSERT' DESC, command = 'UPDATE' DESC",
                                           question.any, question.all, in_list(question.commands)));
  if (auto* unable = std::get_if<Unable>(&accesses)) return std::move(*unable);
  Prover prover(prover_options(subject.catalog, subject.settings));
  Openings out;
  for (const Row& row : std::get<Result>(accesses).rows) {
    for (const std::string& expression : catalog::parse_text_list(to_text(row[2]))) {
      const Proof& proof = prover.prove(expression, to_text(row[3]));
      if (!is_sound(proof)) add(out[to_text(row[0])], expression, to_text(row[1]), proof);
    }
  }
  return out;
}

std::string message_of(const Opening& opening, const std::string& declared) {
  const Proof& proof = opening.proof;
  std::string out = declared == "ALL" ? fmt::format("{}: ", fmt::join(opening.commands, ", ")) : declared + ": ";
  if (proof.verdict == Verdict::refuted) return out + proof.counter_example;
  out += "not proved";
  if (!proof.counter_example.empty()) out += ": " + proof.counter_example;
  if (!proof.opened_by.empty()) {
    out += fmt::format("{}{}", proof.counter_example.empty() ? ": " : " if ", fmt::join(proof.opened_by, " and "));
  }
  return out;
}

// A template, or "" for the rule's own. A policy that is meant for another role is taken from the tenant role.
std::string fix_of(const std::string& via, const std::string& role, const std::string& roles,
                   const settings::Settings& settings) {
  if (via != role && via != "PUBLIC") return "REVOKE {via|role} FROM {role|role};";
  const std::vector<std::string> listed = catalog::parse_text_list(roles);
  const bool is_operations = std::ranges::find(listed, settings.roles.operations) != listed.end();
  return is_operations ? "ALTER POLICY {object} ON {table} TO {operations_role};" : "";
}

// The policies with that expression, on all tables with that access.
std::string policies_sql(const std::string& access, const Question& question, const Opening& opening) {
  const std::vector<std::string_view> commands(opening.commands.begin(), opening.commands.end());
  return fmt::format(
      "SELECT DISTINCT e.schema, e.\"table\", e.name, e.declared_command, e.{0}, e.via, e.role, p.roles "
      "FROM table_access t CROSS JOIN effective_policy e ON e.schema = t.schema AND e.\"table\" = t.name "
      "CROSS JOIN policy p ON p.schema = e.schema AND p.\"table\" = e.\"table\" AND p.name = e.name "
      "WHERE t.access = {1} AND e.role_kind = 'tenant' AND e.permissive = 1 AND e.command IN {2}",
      question.clause, access, in_list(commands));
}

Measured judge(const Subject& subject, const Question& question) {
  auto found = find_openings(subject, question);
  if (auto* unable = std::get_if<Unable>(&found)) return std::move(*unable);
  const std::string match =
      fmt::format("({} = {}())", subject.settings.tenant.column, context_function(subject.catalog, subject.settings));
  Result out{.columns = {"schema", "parent", "name", "command", "message", "severity", "expected", "actual", "fix",
                         "via", "role"},
             .rows = {}};
  for (const auto& [access, openings] : std::get<Openings>(found)) {
    for (const Opening& opening : openings) {
      const auto policies = ask(subject, policies_sql(access, question, opening));
      if (const auto* unable = std::get_if<Unable>(&policies)) return *unable;
      const std::string severity = opening.proof.verdict == Verdict::refuted ? "critical" : "high";
      for (const Row& row : std::get<Result>(policies).rows) {
        if (to_text(row[4]) != opening.expression) continue;
        out.rows.push_back({row[0], row[1], row[2], row[3], message_of(opening, to_text(row[3])), severity, match,
                            row[4], fix_of(to_text(row[5]), to_text(row[6]), to_text(row[7]), subject.settings), row[5],
                            row[6]});
      }
    }
  }
  return out;
}

constexpr std::array<std::string_view, 3> k_visible = {"SELECT", "UPDATE", "DELETE"};
constexpr std::array<std::string_view, 2> k_changed = {"UPDATE", "DELETE"};
constexpr std::array<std::string_view, 2> k_written = {"INSERT", "UPDATE"};

}  // namespace

Measured judge_visible_rows(const Subject& subject, const Rule&) {
  return judge(subject, {.any = "visible_any", .all = "visible_all", .clause = "\"using\"", .commands = k_visible});
}

Measured judge_changed_rows(const Subject& subject, const Rule&) {
  return judge(subject, {.any = "visible_any", .all = "visible_all", .clause = "\"using\"", .commands = k_changed});
}

Measured judge_written_rows(const Subject& subject, const Rule&) {
  return judge(subject, {.any = "writable_any", .all = "writable_all", .clause = "checked", .commands = k_written});
}

}  // namespace plumb::contract
