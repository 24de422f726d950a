// SPDX-License-Identifier: Apache-2.0
#include "context_body.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include <plumb/sql/expression.hpp>
#include <plumb/sql/quote.hpp>
#include <plumb/sql/scanner.hpp>

namespace plumb::contract {
namespace {

using sql::Expression;

constexpr std::string_view k_server_schema = "pg_catalog.";

std::string_view trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

// The same expression in the one form that is compared.
Expression plain(Expression expression) {
  for (Expression& part : expression.parts) part = plain(std::move(part));
  if (expression.kind == Expression::Kind::call && expression.name.starts_with(k_server_schema)) {
    expression.name.erase(0, k_server_schema.size());
  }
  const bool keeps_value = expression.kind == Expression::Kind::subquery ||
                           (expression.kind == Expression::Kind::cast && expression.name == "text");
  if (!keeps_value) return expression;
  Expression part = std::move(expression.parts[0]);
  return part;
}

// "" for what is no expression.
std::string identity_of(std::string_view text) {
  const sql::ParsedExpression parsed = sql::parse_expression(text);
  return parsed.expression ? plain(*parsed.expression).identity() : std::string();
}

// The expression that a body returns: of RETURN x, of SELECT x, of BEGIN ATOMIC SELECT x; END. "" for any other.
std::string returned_by(std::string_view body, bool is_parsed) {
  constexpr std::string_view k_return = "RETURN ";
  constexpr std::string_view k_atomic = "BEGIN ATOMIC";
  constexpr std::string_view k_end = "END";
  std::string_view text = trimmed(body);
  if (is_parsed && text.starts_with(k_return)) return std::string(text.substr(k_return.size()));
  if (is_parsed && text.starts_with(k_atomic) && text.ends_with(k_end)) {
    text = trimmed(text.substr(k_atomic.size(), text.size() - k_atomic.size() - k_end.size()));
  }
  const sql::ScanResult scanned = sql::scan(text, sql::ScanOptions::generic());
  if (!scanned.ok() || scanned.statements.size() != 1) return {};
  std::string_view statement = scanned.statements.front().text;
  if (statement.ends_with(';')) statement.remove_suffix(1);
  return "(" + std::string(statement) + "\n)";
}

std::string blueprint_body(const settings::Tenant& tenant, std::string_view schema) {
  const std::string setting =
      fmt::format("NULLIF({}current_setting({}, true), '')", schema, sql::quote_literal(tenant.setting));
  return tenant.type == "text" ? setting : fmt::format("{}::{}{}", setting, schema, tenant.type);
}

struct RightBodies {
  std::set<std::string, std::less<>> texts;
  std::set<std::string> identities;
};

RightBodies right_bodies(const settings::Settings& settings, const Rule& rule) {
  RightBodies out{.texts = {}, .identities = {identity_of(blueprint_body(settings.tenant, ""))}};
  const auto knob = settings.knobs.find(rule.code + ".bodies");
  if (knob == settings.knobs.end()) return out;
  for (const std::string& body : knob->second) {
    out.texts.insert(body);
    if (const std::string identity = identity_of(body); !identity.empty()) out.identities.insert(identity);
  }
  return out;
}

bool is_right(const catalog::Object& function, const RightBodies& right) {
  const std::string_view body = function.attribute("body").value_or("");
  if (right.texts.contains(trimmed(body))) return true;
  if (function.attribute("language") != "sql") return false;
  return right.identities.contains(identity_of(returned_by(body, function.attribute("standard_body") == "yes")));
}

query::Result empty_result() {
  return {.columns = {"schema", "name", "signature", "message", "expected", "actual", "returns", "body"}, .rows = {}};
}

}  // namespace

Measured judge_context_body(const Subject& subject, const Rule& rule) {
  const settings::Settings& settings = subject.settings;
  const catalog::Section* functions = subject.catalog.section("function");
  if (functions == nullptr) return Unable{"kind function was not read"};
  const RightBodies right = right_bodies(settings, rule);
  const std::string body = blueprint_body(settings.tenant, k_server_schema);
  query::Result out = empty_result();
  for (std::size_t i = 0; i < functions->size(); ++i) {
    const catalog::Object function = (*functions)[i];
    const std::string schema(function.identity("schema"));
    const bool is_audited = std::ranges::find(settings.schemas, schema) != settings.schemas.end();
    if (!is_audited || function.identity("name") != settings.tenant.function || is_right(function, right)) continue;
    out.rows.push_back({schema, settings.tenant.function, std::string(function.identity("signature")),
                        "its body is not the blueprint's", body,
                        std::string(trimmed(function.attribute("body").value_or(""))), settings.tenant.type, body});
  }
  return out;
}

}  // namespace plumb::contract
