// SPDX-License-Identifier: Apache-2.0
#include "ask_context.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <plumb/sql/quote.hpp>

namespace plumb::workflow {
namespace {

using contract::Measured;
using contract::Unable;

constexpr std::string_view k_code = "CTX112";

// How the setting is set, and what the function has to answer then.
struct State {
  std::string situation;             // "{} was never set": what stands for the setting is filled in
  std::optional<std::string> value;  // nothing: it is not set in this transaction
  std::optional<std::string> answer;
  bool refuses = false;  // the answer is an error
};

struct Tenants {
  std::string tenant;
  std::string capitals;   // the same one, written otherwise; "" if there is no other way
  std::string malformed;  // "" if every text is a tenant
};

Tenants examples(std::string_view type) {
  if (type == "uuid") {
    return {.tenant = "c0ffee00-0000-7000-8000-00000000000a",
            .capitals = "C0FFEE00-0000-7000-8000-00000000000A",
            .malformed = "not-a-tenant"};
  }
  const bool is_number = type == "integer" || type == "bigint" || type == "smallint" || type == "numeric";
  return {.tenant = is_number ? "4711" : "plumb", .capitals = "", .malformed = is_number ? "not-a-tenant" : ""};
}

std::vector<State> states(std::string_view type) {
  const Tenants tenants = examples(type);
  std::vector<State> out = {{"{} was never set", std::nullopt, std::nullopt},
                            {"{} is empty", "", std::nullopt},
                            {"{} is a tenant", tenants.tenant, tenants.tenant}};
  if (!tenants.capitals.empty()) out.push_back({"{} is a tenant in capitals", tenants.capitals, tenants.tenant});
  if (!tenants.malformed.empty()) out.push_back({"{} is no tenant", tenants.malformed, std::nullopt, true});
  out.push_back({"{} is not set, after transactions that set it", std::nullopt, std::nullopt});
  return out;
}

struct ContextFunction {
  std::string schema;
  std::string name;

  [[nodiscard]] std::string call() const {
    return sql::quote_identifier(schema) + "." + sql::quote_identifier(name) + "()";
  }
  [[nodiscard]] std::string text() const { return fmt::format("{}.{}()", schema, name); }
};

// The one without arguments, in an audited schema.
std::optional<ContextFunction> find_function(const Known& known) {
  const catalog::Section* functions = known.snapshot.catalog.section("function");
  for (std::size_t i = 0; functions != nullptr && i < functions->size(); ++i) {
    const catalog::Object function = (*functions)[i];
    if (function.identity("name") != known.settings.tenant.function || !function.identity("signature").empty())
      continue;
    const std::string schema(function.identity("schema"));
    if (std::ranges::find(known.settings.schemas, schema) == known.settings.schemas.end()) continue;
    return ContextFunction{.schema = schema, .name = known.settings.tenant.function};
  }
  return std::nullopt;
}

std::string wanted_text(const State& state) {
  return state.refuses ? "an error" : state.answer.value_or("NULL");
}

std::string answer_text(const pg::Reply& reply) {
  if (!reply.ok()) return fmt::format("the error \"{}\" ({})", reply.error.message, reply.error.sqlstate);
  if (reply.table->rows() != 1) return fmt::format("{} rows", reply.table->rows());
  return reply.table->is_null(0, 0) ? "NULL" : std::string(reply.table->cell(0, 0));
}

bool is_right(const State& state, const pg::Reply& reply) {
  if (!reply.ok()) return state.refuses;
  return !state.refuses && answer_text(reply) == wanted_text(state);
}

Unable not_callable(Unable why, const ContextFunction& function, const std::string& role) {
  why.reason = fmt::format("{} could not be called as {}: {}", function.text(), role, why.reason);
  why.remedy = fmt::format("GRANT EXECUTE ON FUNCTION {} TO {};", function.call(), sql::quote_identifier(role));
  return why;
}

Measured conclude(const std::vector<State>& states, const ContextFunction& function, const Known& known,
                  std::span<const pg::Reply> replies) {
  query::Result out{.columns = {"schema", "name", "signature", "message", "expected", "actual"}, .rows = {}};
  const std::string role = replies.front().ok() ? answer_text(replies.front()) : known.snapshot.facts.role;
  replies = replies.subspan(1);
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (auto why = no_answer(replies[i])) return not_callable(*std::move(why), function, role);
    if (is_right(states[i], replies[i])) continue;
    const std::string situation = fmt::format(fmt::runtime(states[i].situation), known.settings.tenant.setting);
    out.rows.push_back({function.schema, function.name, "",
                        fmt::format("the function does not answer as it has to while {}", situation),
                        wanted_text(states[i]), answer_text(replies[i])});
  }
  return out;
}

}  // namespace

Inquiry ask_context(const Known& known) {
  Inquiry out{.code = std::string(k_code), .questions = {}, .conclude = {}};
  const auto function = find_function(known);
  if (!function) {
    const std::string name = known.settings.tenant.function;
    out.conclude = [name](std::span<const pg::Reply>) -> Measured {
      return Unable{fmt::format("there is no function {}() to ask", name)};
    };
    return out;
  }
  const std::vector<State> asked = states(known.settings.tenant.type);
  // As whom it is asked comes first, for a message.
  out.questions.push_back({.settings = {}, .role = known.settings.roles.tenant, .sql = "SELECT CURRENT_USER"});
  for (const State& state : asked) {
    Question question{.settings = {}, .role = known.settings.roles.tenant, .sql = {}};
    if (state.value) question.settings.emplace_back(known.settings.tenant.setting, *state.value);
    question.sql = fmt::format("SELECT {}::pg_catalog.text", function->call());
    out.questions.push_back(std::move(question));
  }
  out.conclude = [asked, function, &known](std::span<const pg::Reply> replies) {
    return conclude(asked, *function, known, replies);
  };
  return out;
}

}  // namespace plumb::workflow
