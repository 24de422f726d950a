// SPDX-License-Identifier: Apache-2.0
// for expressions and splats.
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>

#include "evaluator.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

void name_element(const For& node, Scope& inner, Value key, Value value) {
  if (!node.key_name.empty()) inner.set(node.key_name, std::move(key));
  inner.set(node.value_name, std::move(value));
}

}  // namespace

Value Evaluator::visit(const Expression&, const For& node, const Scope& scope) {
  const Value collection = evaluate(node.collection, scope);
  if (collection.is_null()) {
    say(node.collection->range, "Iteration over null value",
        "A null value cannot be used as the collection in a 'for' expression.");
    return {};
  }
  const Type& type = collection.type();
  if (type.is(Kind::dynamic)) return {};
  if (!type.is_sequence() && !type.is(Kind::map) && !type.is(Kind::object)) {
    say(node.collection->range, "Iteration over non-iterable value",
        fmt::format("A value of type {} cannot be used as the collection in a 'for' expression.",
                    type.friendly_name()));
    return {};
  }
  if (!collection.is_known() || !for_condition_fits(node, scope)) return {};
  return node.key ? for_object(node, collection, scope) : for_tuple(node, collection, scope);
}

// A first look at the condition, with unknown elements: mistakes that do not depend on an element are reported once.
bool Evaluator::for_condition_fits(const For& node, const Scope& scope) {
  if (!node.condition) return true;
  Scope inner(scope);
  name_element(node, inner, Value(), Value());
  const std::size_t before = m_diagnostics.size();
  const Value result = evaluate(node.condition, inner);
  if (result.is_null()) {
    say(node.condition->range, "Condition is null", "The value of the 'if' clause must not be null.");
    return false;
  }
  if (const Outcome converted = convert(result, Type::boolean()); const Failure* problem = failure(converted)) {
    say(node.condition->range, "Invalid 'for' condition",
        fmt::format("The 'if' clause value is invalid: {}.", problem->message));
    return false;
  }
  return m_diagnostics.size() == before;
}

// `quiet`: an element before this one has failed already.
Evaluator::Include Evaluator::included(const For& node, const Scope& inner, bool quiet) {
  if (!node.condition) return Include::yes;
  const Value result = evaluate(node.condition, inner);
  constexpr const char* k_invalid = "Invalid 'for' condition";
  if (result.is_null()) {
    if (!quiet) say(node.condition->range, k_invalid, "The value of the 'if' clause must not be null.");
    return Include::unknown;
  }
  const Outcome converted = convert(result, Type::boolean());
  if (const Failure* problem = failure(converted)) {
    if (!quiet)
      say(node.condition->range, k_invalid, fmt::format("The 'if' clause value is invalid: {}.", problem->message));
    return Include::unknown;
  }
  const Value& include = std::get<Value>(converted);
  if (!include.is_known()) return Include::unknown;
  return include.as_bool() ? Include::yes : Include::no;
}

Value Evaluator::for_tuple(const For& node, const Value& collection, const Scope& scope) {
  Value::List out;
  bool known = true;
  for (auto& [key, value] : keyed_elements(collection)) {
    Scope inner(scope);
    name_element(node, inner, std::move(key), std::move(value));
    switch (included(node, inner, !known)) {
      case Include::yes:
        out.push_back(evaluate(node.value, inner));
        break;
      case Include::no:
        break;
      case Include::unknown:
        known = false;
    }
  }
  return known ? Value::tuple(std::move(out)) : Value();
}

std::optional<std::string> Evaluator::for_key(const For& node, const Scope& inner, bool quiet) {
  const Value key = evaluate(node.key, inner);
  constexpr const char* k_invalid = "Invalid object key";
  if (key.is_null()) {
    if (!quiet) say(node.key->range, k_invalid, "Key expression in 'for' expression must not produce a null value.");
    return std::nullopt;
  }
  if (!key.is_known()) return std::nullopt;
  const Outcome converted = convert(key, Type::string());
  if (const Failure* problem = failure(converted)) {
    if (!quiet)
      say(node.key->range, k_invalid,
          fmt::format("The key expression produced an invalid result: {}.", problem->message));
    return std::nullopt;
  }
  return std::get<Value>(converted).as_string();
}

Value Evaluator::for_object(const For& node, const Value& collection, const Scope& scope) {
  Value::Map out;
  std::map<std::string, Value::List> groups;
  bool known = true;
  for (auto& [element_key, element] : keyed_elements(collection)) {
    Scope inner(scope);
    name_element(node, inner, std::move(element_key), std::move(element));
    const Include include = included(node, inner, !known);
    if (include == Include::no) continue;
    if (include == Include::unknown) {
      known = false;
      continue;
    }
    const auto key = for_key(node, inner, !known);
    if (!key) {
      known = false;
      continue;
    }
    Value value = evaluate(node.value, inner);
    if (node.groups) {
      groups[*key].push_back(std::move(value));
    } else if (!out.emplace(*key, std::move(value)).second) {
      say(node.key->range, "Duplicate object key",
          fmt::format("Two different items produced the key {} in this 'for' expression. If duplicates are expected, "
                      "use the ellipsis (...) after "
                      "the value expression to enable grouping by key.",
                      go_quote(*key)));
    }
  }
  if (!known) return {};
  for (auto& [key, values] : groups) out.emplace(key, Value::tuple(std::move(values)));
  return Value::object(std::move(out));
}

Value Evaluator::visit(const Expression&, const SplatElement& node, const Scope&) {
  for (auto at = m_splat_elements.rbegin(); at != m_splat_elements.rend(); ++at) {
    if (at->first == node.id) return at->second;
  }
  return {};
}

Value Evaluator::visit(const Expression&, const Splat& node, const Scope& scope) {
  const std::size_t before = m_diagnostics.size();
  const Value source = evaluate(node.source, scope);
  if (m_diagnostics.size() > before) return {};
  const bool is_sequence = source.type().is_sequence();
  if (source.is_null()) {
    // A null that might have been a single value counts as none.
    if (!is_sequence) return Value::tuple({});
    say(node.source->range, "Splat of null value",
        "Splat expressions (with the * symbol) cannot be applied to null sequences.");
    return {};
  }
  if (!source.is_known()) return {};
  const Value::List single{source};
  const Value::List& elements = is_sequence ? source.as_list() : single;
  const bool makes_list = source.is(Kind::list) || source.is(Kind::set);
  if (makes_list && elements.empty()) return splat_of_nothing(node, source.type(), scope);
  Value::List out;
  for (const Value& element : elements) {
    m_splat_elements.emplace_back(node.id, element);
    out.push_back(evaluate(node.each, scope));
    m_splat_elements.pop_back();
  }
  if (m_diagnostics.size() > before) return {};
  if (!makes_list) return Value::tuple(std::move(out));
  const Type element = out.front().type();
  return Value::list(element, std::move(out));
}

// An empty list, of the type that the elements would have had.
Value Evaluator::splat_of_nothing(const Splat& node, const Type& source, const Scope& scope) {
  m_splat_elements.emplace_back(node.id, Value::unknown(source.element()));
  const Value element = evaluate(node.each, scope);
  m_splat_elements.pop_back();
  return Value::list(element.type(), {});
}

}  // namespace plumb::hcl
