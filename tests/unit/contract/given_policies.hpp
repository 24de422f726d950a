// SPDX-License-Identifier: Apache-2.0
// A small database of tenant tables and their policies, without a server, to be judged by one of the rules that are
// built in. Everything is in the schema public; the roles are the blueprint's.
#pragma once

#include <support/catalogs.hpp>

#include <algorithm>
#include <span>
#include <stdexcept>

#include <fmt/format.h>

#include <plumb/contract/judge.hpp>

namespace plumb::test {

inline const catalog::Kinds& policy_kinds() {
  static const std::vector<catalog::Kinds::File> k_files = {
      {"table.sql",
       "-- kind: table\n-- identity: schema name\n-- missing: high\n-- unexpected: high\n-- attribute: owner\n"
       "-- attribute: acl form=set\nSELECT"},
      {"column.sql",
       "-- kind: column\n-- identity: schema table name\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: acl form=set\nSELECT"},
      {"policy.sql",
       "-- kind: policy\n-- identity: schema table name\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: roles form=set\n-- attribute: command\n-- attribute: permissive form=flag\n"
       "-- attribute: using\n-- attribute: with_check\nSELECT"},
      {"policy_call.sql",
       "-- kind: policy_call\n-- identity: schema table policy function\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: volatility\nSELECT"},
      {"cast.sql",
       "-- kind: cast\n-- identity: source target\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: core_source form=flag\n-- attribute: core_target form=flag\nSELECT"},
      {"operator.sql",
       "-- kind: operator\n-- identity: schema name signature\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: core_types form=flag\nSELECT"},
      {"function.sql",
       "-- kind: function\n-- identity: schema name signature\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: language\n-- attribute: body\n-- attribute: standard_body form=flag\nSELECT"},
      {"role.sql",
       "-- kind: role\n-- identity: name\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: superuser form=flag\nSELECT"},
      {"role_reach.sql",
       "-- kind: role_reach\n-- identity: role target\n-- missing: high\n-- unexpected: high\n"
       "-- attribute: inherits form=flag\n-- attribute: set form=flag\n-- attribute: admin form=flag\nSELECT"},
  };
  static const catalog::Kinds k_kinds(k_files);
  return k_kinds;
}

struct GivenPolicy {
  std::string table = "users";
  std::string name = "p";
  std::string roles = R"(["erun_tenant"])";
  std::string command = "ALL";
  std::string permissive = "yes";
  std::optional<std::string> using_;
  std::optional<std::string> with_check;
};

class GivenPolicies {
 public:
  std::vector<std::string> tables = {"users"};
  std::string acl = "[]";  // of every table
  std::vector<GivenPolicy> policies;
  std::vector<Row> calls;      // table, policy, function, volatility
  std::vector<Row> casts;      // source, target, core_source, core_target
  std::vector<Row> operators;  // name, signature, core_types
  std::vector<Row> functions;  // name, signature, language, body, standard_body
  std::vector<Row> reach;      // member, role, inherits
  bool casts_were_read = true;
  settings::Settings settings;

  [[nodiscard]] contract::Judgement judge(std::string_view code) const {
    const contract::Rule& rule = *contract::Rules::builtin().find(code);
    const contract::Rules::File file{rule.file, rule.text};
    const contract::Rules rules = contract::Rules::parse(std::span(&file, 1), contract::Origin::builtin);
    const catalog::Catalog catalog = make_catalog();
    const settings::Settings knobs = contract::with_knobs(settings, rules);
    query::Database database(catalog, knobs, {.kinds = policy_kinds()});
    return contract::judge({.catalog = catalog, .settings = knobs, .database = database, .measured = {}}, rules);
  }

  // "table.policy severity: message", a line each.
  [[nodiscard]] std::string told(std::string_view code) const {
    const contract::Judgement judgement = judge(code);
    std::string out;
    for (const contract::Skipped& skipped : judgement.skipped) out += "skipped: " + skipped.reason + "\n";
    for (const finding::Finding& finding : judgement.findings) {
      if (finding.cls != finding::Class::contract) continue;
      out += fmt::format("{}.{} {}: {}\n", finding.object.parent, finding.object.name, finding::name(finding.severity),
                         finding.message);
    }
    return out;
  }

 private:
  static const catalog::Kind& kind(std::string_view name) {
    for (const catalog::Kind* kind : policy_kinds().for_server(180000)) {
      if (kind->name == name) return *kind;
    }
    throw std::out_of_range(std::string(name));
  }

  static void add(catalog::Catalog& catalog, std::string_view name, std::vector<std::string> columns,
                  const std::vector<Row>& rows) {
    catalog.add(kind(name), make_table(std::move(columns), rows));
  }

  // Each row with "public" in front.
  static std::vector<Row> in_public(std::vector<Row> rows) {
    for (Row& row : rows) row.insert(row.begin(), "public");
    return rows;
  }

  [[nodiscard]] catalog::Catalog make_catalog() const {
    catalog::Catalog out;
    std::vector<Row> table_rows;
    std::vector<Row> column_rows;
    std::vector<Row> policy_rows;
    for (const std::string& table : tables) {
      table_rows.push_back({"public", table, "erun_owner", acl});
      column_rows.push_back({"public", table, "tenant_id", std::nullopt});
    }
    for (const GivenPolicy& policy : policies) {
      policy_rows.push_back({"public", policy.table, policy.name, policy.roles, policy.command, policy.permissive,
                             policy.using_, policy.with_check});
    }
    std::vector<Row> reach_rows;
    for (const Row& row : reach) reach_rows.push_back({row[0], row[1], row[2], "yes", "no"});
    add(out, "table", {"schema", "name", "owner", "acl"}, table_rows);
    add(out, "column", {"schema", "table", "name", "acl"}, column_rows);
    add(out, "policy", {"schema", "table", "name", "roles", "command", "permissive", "using", "with_check"},
        policy_rows);
    add(out, "policy_call", {"schema", "table", "policy", "function", "volatility"}, in_public(calls));
    if (casts_were_read) add(out, "cast", {"source", "target", "core_source", "core_target"}, casts);
    add(out, "operator", {"schema", "name", "signature", "core_types"}, in_public(operators));
    add(out, "function", {"schema", "name", "signature", "language", "body", "standard_body"}, in_public(functions));
    add(out, "role", {"name", "superuser"}, {{"erun_operations", "no"}, {"erun_tenant", "no"}});
    add(out, "role_reach", {"role", "target", "inherits", "set", "admin"}, reach_rows);
    return out;
  }
};

}  // namespace plumb::test
