// SPDX-License-Identifier: Apache-2.0
// Functions that make lists and tuples of others.
#include <fmt/format.h>

#include <algorithm>

#include <plumb/hcl/convert.hpp>

#include "table.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

Value list_like(const Value& model, Value::List elements) {
  return model.is(Kind::tuple) ? Value::tuple(std::move(elements))
                               : Value::list(model.type().element(), std::move(elements));
}

// Lists of a common type give a list, anything else a tuple.
Outcome concat(Arguments a) {
  if (a.empty()) return Failure{"at least one argument is required"};
  Value::List out;
  std::vector<Type> types;
  bool all_lists = true;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!a[i].is(Kind::list) && !a[i].is(Kind::tuple)) {
      return Failure{fmt::format("all arguments must be lists or tuples; got {}", a[i].type().friendly_name()),
                     static_cast<int>(i)};
    }
    all_lists = all_lists && a[i].is(Kind::list);
    types.push_back(a[i].type());
    out.insert(out.end(), a[i].as_list().begin(), a[i].as_list().end());
  }
  const auto common = all_lists ? unify(types) : std::nullopt;
  if (!common || !common->is(Kind::list)) return Value::tuple(std::move(out));
  return convert(Value::tuple(std::move(out)), *common);
}

Outcome chunklist(Arguments a) {
  const auto size = whole_number(a[1]);
  if (!size) return Failure{fmt::format("invalid size: {}", k_not_whole)};
  if (*size < 0) return Failure{"the size argument must be positive"};
  const auto& elements = a[0].as_list();
  const std::size_t step = *size == 0 ? std::max<std::size_t>(elements.size(), 1) : static_cast<std::size_t>(*size);
  Value::List chunks;
  for (std::size_t at = 0; at < elements.size(); at += std::min(step, elements.size() - at)) {
    const auto from = elements.begin() + static_cast<std::ptrdiff_t>(at);
    const auto to = from + static_cast<std::ptrdiff_t>(std::min(step, elements.size() - at));
    chunks.push_back(Value::list(a[0].type().element(), Value::List(from, to)));
  }
  return Value::list(a[0].type(), std::move(chunks));
}

Outcome coalescelist(Arguments a) {
  if (a.empty()) return Failure{"at least one argument is required"};
  for (const Value& value : a) {
    if (!value.is(Kind::list) && !value.is(Kind::tuple))
      return Failure{"coalescelist arguments must be lists or tuples"};
  }
  for (const Value& value : a) {
    if (!value.is_null() && value.length() > 0) return value;
  }
  return Failure{"no non-null arguments"};
}

Outcome compact(Arguments a) {
  Value::List out;
  for (const Value& value : a[0].as_list()) {
    if (!value.is_null() && !value.as_string().empty()) out.push_back(value);
  }
  return Value::list(Type::string(), std::move(out));
}

Outcome distinct(Arguments a) {
  Value::List out;
  for (const Value& value : a[0].as_list()) {
    const bool seen =
        std::any_of(out.begin(), out.end(), [&](const Value& other) { return equals(other, value) == true; });
    if (!seen) out.push_back(value);
  }
  return Value::list(a[0].type().element(), std::move(out));
}

void flatten_into(const Value& sequence, Value::List& out) {
  for (const Value& value : sequence.as_list()) {
    if (!value.is_null() && value.type().is_sequence()) {
      flatten_into(value, out);
    } else {
      out.push_back(value);
    }
  }
}

Outcome flatten(Arguments a) {
  if (!a[0].type().is_sequence()) return Failure{"can only flatten lists, sets and tuples"};
  Value::List out;
  flatten_into(a[0], out);
  return Value::tuple(std::move(out));
}

// range(end), range(start, end), range(start, end, step); counts down where the end is below the start.
Outcome range(Arguments a) {
  if (a.empty() || a.size() > 3) return Failure{"must have one, two, or three arguments"};
  const Number start = a.size() == 1 ? Number() : a[0].as_number();
  const Number end = a.size() == 1 ? a[0].as_number() : a[1].as_number();
  const Number step = a.size() == 3 ? a[2].as_number() : Number::from_int(end.compare(start) < 0 ? -1 : 1);
  const int direction = step.sign() < 0 ? -1 : 1;
  if (direction < 0 && end.compare(start) > 0) return Failure{"end must be less than start when step is negative", 1};
  if (direction > 0 && end.compare(start) < 0)
    return Failure{"end must be greater than start when step is positive", 1};
  Value::List out;
  for (Number number = start; number.compare(end) * direction < 0;) {
    if (out.size() >= 1024) {
      return Failure{
          "more than 1024 values were generated; either decrease the difference between start and end or use a smaller "
          "step"};
    }
    out.push_back(Value::number(number));
    auto next = number.plus(step);
    if (!next) break;
    number = *std::move(next);
  }
  return Value::list(Type::number(), std::move(out));
}

Outcome reverse(Arguments a) {
  if (!a[0].type().is_sequence()) {
    return Failure{fmt::format("can only reverse list or tuple values, not {}", a[0].type().friendly_name()), 0};
  }
  Value::List out(a[0].as_list().rbegin(), a[0].as_list().rend());
  return list_like(a[0], std::move(out));
}

Outcome slice(Arguments a) {
  if (a[0].is(Kind::set)) {
    return Failure{
        "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of "
        "the result is not "
        "important",
        0};
  }
  if (!a[0].is(Kind::list) && !a[0].is(Kind::tuple)) return Failure{"must be a list or tuple value", 0};
  const auto& elements = a[0].as_list();
  const auto length = static_cast<std::int64_t>(elements.size());
  const auto start = whole_number(a[1]);
  if (!start) return Failure{fmt::format("invalid start index: {}", k_not_whole), 1};
  if (*start < 0) return Failure{"start index must not be less than zero", 1};
  if (*start > length) return Failure{"start index must not be greater than the length of the list", 1};
  const auto end = whole_number(a[2]);
  if (!end) return Failure{fmt::format("invalid end index: {}", k_not_whole), 2};
  if (*end < 0) return Failure{"end index must not be less than zero", 2};
  if (*end > length) return Failure{"end index must not be greater than the length of the list", 2};
  if (*start > *end) return Failure{"start index must not be greater than end index", 1};
  return list_like(a[0], Value::List(elements.begin() + *start, elements.begin() + *end));
}

constexpr Parameter k_seqs = any_parameter("seqs");
constexpr Parameter k_vals = nullable_parameter("vals");
constexpr Parameter k_numbers = number_parameter("params");
constexpr Parameter k_any[] = {any_parameter("list")};
constexpr Parameter k_list[] = {{"list", Parameter::Kind::list_of_any}};
constexpr Parameter k_texts[] = {{"list", Parameter::Kind::list_of_string}};
constexpr Parameter k_chunk[] = {{"list", Parameter::Kind::list_of_any}, number_parameter("size")};
constexpr Parameter k_slice[] = {any_parameter("list"), number_parameter("start_index"), number_parameter("end_index")};

constexpr FunctionEntry k_functions[] = {
    {"chunklist", k_chunk, nullptr, chunklist}, {"coalescelist", {}, &k_vals, coalescelist},
    {"compact", k_texts, nullptr, compact},     {"concat", {}, &k_seqs, concat},
    {"distinct", k_list, nullptr, distinct},    {"flatten", k_any, nullptr, flatten},
    {"range", {}, &k_numbers, range},           {"reverse", k_any, nullptr, reverse},
    {"slice", k_slice, nullptr, slice},
};

}  // namespace

FunctionGroup sequence_functions() {
  return k_functions;
}

}  // namespace plumb::hcl
