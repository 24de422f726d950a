// SPDX-License-Identifier: Apache-2.0
#include "block_names.hpp"

#include <algorithm>
#include <set>

namespace plumb::project {
namespace {

using hcl::Block;
using hcl::Value;

constexpr int k_levels = 3;  // the block itself and two below

std::vector<const Block*> inner_blocks(const std::vector<const Block*>& blocks) {
  std::vector<const Block*> out;
  for (const Block* block : blocks) {
    for (const Block& inner : block->body.blocks) out.push_back(&inner);
  }
  return out;
}

std::vector<std::string> types_of(const std::vector<const Block*>& blocks) {
  std::vector<std::string> out;
  for (const Block* block : blocks) {
    if (std::find(out.begin(), out.end(), block->type) == out.end()) out.push_back(block->type);
  }
  return out;
}

std::vector<const Block*> of_type(const std::vector<const Block*>& blocks, const std::string& type) {
  std::vector<const Block*> out;
  std::copy_if(blocks.begin(), blocks.end(), std::back_inserter(out),
               [&](const Block* block) { return block->type == type; });
  return out;
}

Value type_value(const std::vector<const Block*>& same, const std::string& parent, int level);

// Every block of a type has the attributes and nested types that any of them has.
Value block_value(const Block& block, const std::vector<const Block*>& same, const std::string& address, int level) {
  Value::Map out;
  for (const Block* other : same) {
    for (const auto& attribute : other->body.attributes) out.emplace(attribute.name, Value::null());
  }
  for (const auto& attribute : block.body.attributes) {
    if (auto value = hcl::evaluate_constant(*attribute.value)) out.insert_or_assign(attribute.name, *std::move(value));
  }
  out.insert_or_assign(std::string(k_reference), Value::string(address));
  if (level == k_levels) return Value::object(std::move(out));
  const auto own = inner_blocks({&block});
  for (const std::string& type : types_of(inner_blocks(same))) {
    const auto inner = of_type(own, type);
    out.insert_or_assign(type, inner.empty() ? Value::null() : type_value(inner, address, level + 1));
  }
  return Value::object(std::move(out));
}

// All blocks of a type by their labels.
Value type_value(const std::vector<const Block*>& same, const std::string& parent, int level) {
  Value::Map out;
  std::map<std::string, Value::Map> qualified;
  int unlabelled = 0;
  for (const Block* block : same) {
    const std::string name = block->labels.empty() ? std::to_string(unlabelled++) : block->labels.back();
    std::string address = parent.empty() ? "$" + block->type : parent + ".$" + block->type;
    if (block->labels.size() > 1) address += "." + block->labels[0];
    Value value = block_value(*block, same, address + "." + name, level);
    if (block->labels.size() > 1) {
      qualified[block->labels[0]].insert_or_assign(name, std::move(value));
    } else {
      out.insert_or_assign(name, std::move(value));
    }
  }
  for (auto& [label, values] : qualified) out.insert_or_assign(label, Value::object(std::move(values)));
  return Value::object(std::move(out));
}

}  // namespace

std::vector<std::pair<std::string, Value>> block_names(const std::vector<const Block*>& blocks) {
  std::vector<std::pair<std::string, Value>> out;
  for (const std::string& type : types_of(blocks)) out.emplace_back(type, type_value(of_type(blocks, type), "", 1));
  return out;
}

bool holds_block(const Value& value) {
  if (!value.has_content() || !value.is(hcl::Type::Kind::object)) return false;
  const auto& attributes = value.as_map();
  if (attributes.find(k_reference) != attributes.end()) return true;
  return std::any_of(attributes.begin(), attributes.end(), [](const auto& entry) { return holds_block(entry.second); });
}

}  // namespace plumb::project
