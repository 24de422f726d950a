// SPDX-License-Identifier: Apache-2.0
#include <plumb/contract/prover.hpp>

#include <optional>

#include <fmt/format.h>

#include <plumb/sql/expression.hpp>

#include "model.hpp"
#include "opaque.hpp"
#include "worlds.hpp"

namespace plumb::contract {
namespace {

using sql::Expression;

Expression combine(Expression::Kind kind, std::vector<Expression> parts) {
  Expression out;
  out.kind = kind;
  out.parts = std::move(parts);
  return out;
}

// Nothing: one of them is not understood, and `error` says which and why.
std::optional<std::vector<Expression>> parse_all(const std::vector<std::string>& texts, std::string& error) {
  std::vector<Expression> out;
  for (const std::string& text : texts) {
    sql::ParsedExpression parsed = sql::parse_expression(text);
    if (!parsed.expression) {
      error = fmt::format("{} cannot be read: {}", text, parsed.error);
      return std::nullopt;
    }
    out.push_back(std::move(*parsed.expression));
  }
  return out;
}

// As the server joins policies: any of the permissive ones, and all of the restrictive ones.
std::optional<Expression> effective(const EffectivePredicate& predicate, const ProverOptions& options,
                                    std::string& error) {
  auto permissive = parse_all(predicate.permissive, error);
  auto all = parse_all(predicate.restrictive, error);
  if (!permissive || !all) return std::nullopt;
  all->push_back(combine(Expression::Kind::disjunction, std::move(*permissive)));
  return with_opaque_parts(combine(Expression::Kind::conjunction, std::move(*all)), options);
}

std::string describe(const World& world) {
  const std::string_view row = world.row == k_null         ? "a row without tenant"
                               : world.row == k_empty_text ? "a row whose tenant is the empty text"
                                                           : "a row of another tenant";
  if (world.setting == k_garbage_text) return fmt::format("{} is let through where the setting is no tenant's", row);
  if (world.session == k_null && world.row > 0) return "a row of any tenant is let through where no tenant is set";
  if (world.session == k_null) return fmt::format("{} is let through where no tenant is set", row);
  return fmt::format("{} is let through", row);
}

std::string_view word(Truth truth) {
  return truth == Truth::yes ? "true" : truth == Truth::no ? "false" : "unknown";
}

// Those parts without which the row would not be let through: changed alone, they close the hole.
std::vector<std::string> openings(const Model& model, const World& world) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < model.atoms().size(); ++i) {
    World other = world;
    bool decides = false;
    for (const Truth truth : {Truth::no, Truth::unknown, Truth::yes}) {
      other.atoms[i] = truth;
      decides |= model.evaluate(other).truth != Truth::yes;
    }
    if (decides) out.push_back(fmt::format("{} is {}", model.atoms()[i], word(world.atoms[i])));
  }
  for (std::size_t i = 0; i < model.terms().size(); ++i) {
    World other = world;
    bool decides = false;
    for (const Value value : {k_null, k_session_tenant, k_other_tenant}) {
      other.terms[i] = value;
      decides |= model.evaluate(other).truth != Truth::yes;
    }
    if (decides) out.push_back(fmt::format("{} decides", model.terms()[i].sql));
  }
  if (model.evaluate(world).raises) out.emplace_back("no error is raised for what the setting holds");
  return out;
}

}  // namespace

Proof prove(const EffectivePredicate& predicate, const ProverOptions& options) {
  if (predicate.permissive.empty()) return {.verdict = Verdict::denied, .counter_example = {}, .opened_by = {}};
  Proof proof;
  std::string error;
  const std::optional<Expression> expression = effective(predicate, options, error);
  if (!expression) {
    proof.opened_by.push_back(std::move(error));
    return proof;
  }
  const Model model(*expression, options);
  const Search search = search_worlds(model);
  if (!search.complete) {
    proof.opened_by.emplace_back("it has too many parts that are not understood");
    return proof;
  }
  if (search.hole) {
    proof.verdict = Verdict::refuted;
    proof.counter_example = describe(*search.hole);
  } else if (search.opening) {
    proof.counter_example = describe(*search.opening);
    proof.opened_by = openings(model, *search.opening);
  } else {
    proof.verdict = search.satisfiable ? Verdict::proved : Verdict::denied;
    proof.exact = search.exact;
  }
  return proof;
}

}  // namespace plumb::contract
