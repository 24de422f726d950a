// SPDX-License-Identifier: Apache-2.0
#include "evaluated_block.hpp"

#include <algorithm>
#include <map>

namespace plumb::project {

using hcl::Value;

const Value* EvaluatedBlock::attribute(std::string_view name) const {
  const auto at =
      std::find_if(attributes.begin(), attributes.end(), [&](const auto& entry) { return entry.first == name; });
  return at == attributes.end() ? nullptr : &at->second;
}

const EvaluatedBlock* EvaluatedBlock::block(std::string_view name) const {
  const auto at =
      std::find_if(blocks.begin(), blocks.end(), [&](const EvaluatedBlock& block) { return block.type == name; });
  return at == blocks.end() ? nullptr : &*at;
}

Value to_value(const EvaluatedBlock& block) {
  Value::Map out;
  for (const auto& [name, value] : block.attributes) out.insert_or_assign(name, value);
  std::map<std::string, Value::List> by_type;
  for (const EvaluatedBlock& inner : block.blocks) {
    Value value = to_value(inner);
    if (!inner.labels.empty()) {
      Value::List labels;
      for (const std::string& label : inner.labels) labels.push_back(Value::string(label));
      Value::Map labelled = value.as_map();
      labelled.insert_or_assign("$labels", Value::tuple(std::move(labels)));
      value = Value::object(std::move(labelled));
    }
    by_type[inner.type].push_back(std::move(value));
  }
  for (auto& [type, values] : by_type) {
    out.insert_or_assign(type, values.size() == 1 ? std::move(values.front()) : Value::tuple(std::move(values)));
  }
  return Value::object(std::move(out));
}

}  // namespace plumb::project
