// SPDX-License-Identifier: Apache-2.0
// Policies as somebody clever might write them by mistake, on a real server: what opens a table is found, as critical
// where a row that comes through can be named; what does not is no finding of these rules.
#include <support/catch.hpp>
#include <support/postgres.hpp>

#include <algorithm>

#include "mutation_trial.hpp"

namespace plumb::test {
namespace {

constexpr const char* k_fn = "erun_current_tenant_id()";
constexpr const char* k_match = "tenant_id = erun_current_tenant_id()";
constexpr const char* k_setting = "current_setting('erun.tenant_id', true)";

// {0}: the context function, {1}: the match, {2}: the setting.
const std::vector<std::string> k_refuted = {
    "true",
    "{1} OR {0} IS NULL",
    "({1}) IS NOT FALSE",
    "coalesce({1}, true)",
    "coalesce({0}, tenant_id) = tenant_id",
    "tenant_id IS NOT DISTINCT FROM {0}",
    "(tenant_id <> {0}) IS NOT TRUE",
    "CASE WHEN {2} = '' THEN true ELSE {1} END",
    "CASE {2} WHEN '' THEN true ELSE {1} END",
    "nullif({2}, '') IS NULL OR {1}",
    "tenant_id IN ({0}, tenant_id)",
    "tenant_id <> {0} OR {1}",
    "tenant_id = coalesce((SELECT {0}), tenant_id)",
    "{1} OR 1 = 1",
    "tenant_id IS NOT NULL",
    "NOT (tenant_id = {0} AND tenant_id <> {0})",
    "tenant_id = {2}::uuid OR {2}::uuid IS NULL",
    "nullif(tenant_id, {0}) IS NULL AND {0} IS NOT NULL",
};

const std::vector<std::string> k_unproven = {
    "tenant_id::text LIKE {2} || '%'",
    "starts_with(tenant_id::text, {2})",
    "tenant_id::text ~ {2}",
    "strpos({2}, tenant_id::text) > 0",
    "tenant_id IN (SELECT t.tenant_id FROM tenants t)",
    "tenant_id IN (SELECT u.tenant_id FROM users u)",
    "{1} OR EXISTS (SELECT FROM users u WHERE u.tenant_id = projects.tenant_id)",
    "tenant_id = ANY (string_to_array({2}, ',')::uuid[])",
    "tenant_id = ANY (ARRAY[string_to_array({2}, ',')::uuid[]])",
    "{1} OR current_setting('erun.is_operations', true) = 'on'",
    "{1} OR current_user = 'erun_tenant'",
    "{1} OR pg_has_role(session_user, 'erun_tenant', 'MEMBER')",
    "{1} OR NOT archived",
    "{1} OR name IS NOT NULL",
    "tenant_id >= {0}",
    "tenant_id BETWEEN {0} AND {0}",
    "left(tenant_id::text, 1) = left({0}::text, 1)",
    "length(tenant_id::text) = length({0}::text)",
    "tenant_id::text::varchar(4) = {0}::text::varchar(4)",
    "substr(tenant_id::text, 10) = substr({0}::text, 10)",
    "md5(tenant_id::text) = md5({0}::text)",
    "hashtext(tenant_id::text) % 1 = hashtext({0}::text) % 1",
    "uuid_extract_version(tenant_id) = uuid_extract_version({0})",
    "lower(tenant_id::text) = lower({2})",
    "'x' || tenant_id::text = 'x' || {2}",
    "project_id = {0}",
    "{1} OR random() < 2",
    "{1} OR '1'::text <> '01'::text",
    "{1} OR (name LIKE '%' AND name NOT LIKE 'x')",
    "tenant_id = (SELECT max(p.tenant_id::text)::uuid FROM projects p)",
};

const std::vector<std::string> k_proved = {
    "{0} = tenant_id",
    "tenant_id = (SELECT {0})",
    "tenant_id = nullif({2}, '')::uuid",
    "tenant_id = {2}::uuid",
    "tenant_id::text = {2}",
    "tenant_id IN ({0}, {0})",
    "{1} AND NOT archived",
    "{1} OR NULL",
    "({1}) IS TRUE",
    "NOT (tenant_id IS DISTINCT FROM {0}) AND {0} IS NOT NULL",
    "CASE WHEN {1} THEN true ELSE false END",
    "CASE tenant_id WHEN {0} THEN true END",
    "(tenant_id, name) = ({0}, name)",
};

struct Shape {
  const char* sql;
  const char* found;  // "": none of the rules about what policies let through
};

// Policies that look as if they protect, and are for another role, another command, or of the other sort.
const std::vector<Shape> k_shapes = {
    {"ALTER POLICY projects_tenant_policy ON projects USING (true); "
     "CREATE POLICY guard ON projects AS RESTRICTIVE TO erun_operations USING (tenant_id = erun_current_tenant_id())",
     "RLS012 critical"},
    {"ALTER POLICY projects_tenant_policy ON projects USING (true); "
     "CREATE POLICY guard ON projects AS RESTRICTIVE TO erun_api USING (tenant_id = erun_current_tenant_id())",
     "RLS012 critical"},
    {"ALTER POLICY projects_tenant_policy ON projects USING (true); "
     "CREATE POLICY guard ON projects AS RESTRICTIVE FOR SELECT TO erun_tenant USING (tenant_id = "
     "erun_current_tenant_id())",
     "RLS025 critical"},
    {"ALTER POLICY projects_tenant_policy ON projects USING (true) WITH CHECK (true); "
     "CREATE POLICY guard ON projects AS RESTRICTIVE FOR SELECT TO PUBLIC USING (tenant_id = "
     "erun_current_tenant_id()); "
     "CREATE POLICY guard2 ON projects AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (tenant_id = "
     "erun_current_tenant_id()); "
     "CREATE POLICY guard3 ON projects AS RESTRICTIVE FOR DELETE TO PUBLIC USING (tenant_id = "
     "erun_current_tenant_id())",
     "RLS013 critical"},
    {"ALTER POLICY projects_tenant_policy ON projects USING (true); "
     "CREATE POLICY guard ON projects TO erun_tenant USING (tenant_id = erun_current_tenant_id())",
     "RLS012 critical"},
    {"ALTER POLICY projects_tenant_policy ON projects WITH CHECK (true)", "RLS013 critical"},
    {"CREATE POLICY more ON projects FOR SELECT TO PUBLIC USING (archived)", "RLS012 high"},
    {"CREATE POLICY more ON projects FOR DELETE TO erun_tenant USING (true)", "RLS025 critical"},
    {"CREATE POLICY more ON projects FOR INSERT TO erun_tenant WITH CHECK (name <> '')", "RLS013 high"},
    {"ALTER POLICY projects_tenant_policy ON projects USING (true) WITH CHECK (true); "
     "CREATE POLICY guard ON projects AS RESTRICTIVE TO PUBLIC USING (tenant_id = erun_current_tenant_id())",
     ""},
    {"CREATE POLICY guard ON projects AS RESTRICTIVE TO erun_tenant USING (NOT archived)", ""},
};

std::string filled(const std::string& pattern) {
  return fmt::format(fmt::runtime(pattern), k_fn, k_match, k_setting);
}

bool has(const Trial& trial, std::string_view found) {
  return std::ranges::find(trial.rules, found) != trial.rules.end();
}

bool is_about_policies(const Trial& trial) {
  return std::ranges::any_of(trial.rules, [](std::string_view each) {
    return each.starts_with("RLS012") || each.starts_with("RLS013") || each.starts_with("RLS025");
  });
}

class Policies {
 public:
  Trial run(const std::string& sql) {
    Trial trial = m_trials.run({.object = "policy", .change = sql, .sql = sql});
    INFO(sql);
    for (const std::string& breach : trial.breaches) UNSCOPED_INFO(breach);
    for (const std::string& rule : trial.rules) UNSCOPED_INFO(rule);
    CHECK(trial.refused.empty());
    // What is tried and comes through is found, whatever the verdict was meant to be.
    if (!trial.breaches.empty()) CHECK(is_about_policies(trial));
    return trial;
  }

  Trial run_expression(const std::string& pattern) {
    return run(fmt::format("ALTER POLICY projects_tenant_policy ON projects USING ({}) WITH CHECK ({})",
                           filled(pattern), k_match));
  }

 private:
  MutationTrials m_trials;
};

TEST_CASE("policies that somebody clever wrote are judged as the server obeys them") {
  static_cast<void>(server());  // skips where this version is not installed
  Policies policies;
  const auto each = [&](const std::vector<std::string>& patterns, const std::string& found) {
    for (const std::string& pattern : patterns) {
      const Trial trial = policies.run_expression(pattern);
      INFO(pattern);
      for (const std::string& rule : trial.rules) UNSCOPED_INFO(rule);
      if (found.empty()) {
        CHECK_FALSE(is_about_policies(trial));
        CHECK(trial.breaches.empty());
      } else {
        CHECK(has(trial, found));
      }
    }
  };
  each(k_refuted, "RLS012 critical");
  each(k_unproven, "RLS012 high");
  each(k_proved, "");
}

TEST_CASE("policies that look as if they protect are judged by role, command and sort") {
  static_cast<void>(server());
  Policies policies;
  for (const Shape& shape : k_shapes) {
    const Trial trial = policies.run(shape.sql);
    INFO(shape.sql);
    for (const std::string& rule : trial.rules) UNSCOPED_INFO(rule);
    const std::string found = shape.found;
    if (found.empty()) {
      CHECK_FALSE(is_about_policies(trial));
      CHECK(trial.breaches.empty());
    } else {
      CHECK(has(trial, found));
    }
  }
}

}  // namespace
}  // namespace plumb::test
