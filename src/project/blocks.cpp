// SPDX-License-Identifier: Apache-2.0
#include "blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

#include "block_names.hpp"
#include "element_dump.hpp"

namespace plumb::project {
namespace {

using hcl::Type;
using hcl::Value;

// Bare words that stand for themselves in one attribute.
struct ScopedWords {
  std::string_view block;  // the innermost block type
  std::string_view attribute;
  std::span<const std::string_view> words;
  bool only_in_env;
};

constexpr std::array<std::string_view, 6> k_formats = {"atlas",  "golang-migrate", "goose",
                                                       "flyway", "liquibase",      "dbmate"};
constexpr std::array<std::string_view, 3> k_orders = {"LINEAR", "LINEAR_SKIP", "NON_LINEAR"};
constexpr std::array<std::string_view, 3> k_reviews = {"ALWAYS", "WARNING", "ERROR"};
constexpr ScopedWords k_scoped[] = {
    {"migration", "format", k_formats, true},
    {"migration", "exec_order", k_orders, true},
    {"lint", "review", k_reviews, false},
};

using Path = std::vector<std::string_view>;  // block types from the top

const ScopedWords* scoped_words(const Path& path, std::string_view attribute) {
  for (const ScopedWords& scoped : k_scoped) {
    if (path.empty() || path.back() != scoped.block || attribute != scoped.attribute) continue;
    const bool in_env = path.size() == 2 && path[0] == "env";
    if (in_env || (path.size() == 1 && !scoped.only_in_env)) return &scoped;
  }
  return nullptr;
}

// "data.external.x.url": a reference as it was written, as far as it goes by names.
std::string written(const hcl::Traversal& reference) {
  std::string out = reference.root;
  for (const hcl::Step& step : reference.steps) {
    if (step.kind != hcl::Step::Kind::attribute) break;
    out += "." + step.name;
  }
  return out;
}

// An unknown name is told as what it was meant to be: a data source, a local, one of the words of an attribute.
void relabel(hcl::Diagnostic& diagnostic, const hcl::Expression& expression, const ScopedWords* scoped) {
  if (diagnostic.summary != "Unknown variable") return;
  if (scoped) {
    diagnostic.summary = fmt::format("Unknown {}.{}", scoped->block, scoped->attribute);
    const std::string_view word = "variable";
    diagnostic.detail.replace(diagnostic.detail.find(word), word.size(), scoped->attribute);
    return;
  }
  for (const hcl::Traversal* reference : hcl::references(expression)) {
    if (reference->root_range != diagnostic.subject) continue;
    if (reference->root == "local") diagnostic.summary = "Unknown local";
    if (reference->root == "data") {
      diagnostic.summary = "Unknown data source";
      diagnostic.detail = written(*reference) + " does not exist";
    }
  }
}

class BlockEvaluator {
 public:
  explicit BlockEvaluator(const hcl::Source& source) : m_source(source) {}

  // Text in front of the errors of expressions; not of those about lists.
  void set_prefix(std::string prefix) { m_prefix = std::move(prefix); }

  EvaluatedBlock block(const hcl::Block& block, const hcl::Scope& scope, Path path) {
    if (block.labels.size() > 2)
      throw Error(fmt::format("too many labels for block: [{}]", fmt::join(block.labels, " ")));
    path.push_back(block.type);
    EvaluatedBlock out{.type = block.type, .labels = block.labels, .attributes = {}, .blocks = {}};
    for (const auto& attribute : block.body.attributes) {
      if (path.size() == 1 && attribute.name == "for_each") continue;
      if (auto value = this->attribute(attribute, scope, path))
        out.attributes.emplace_back(attribute.name, *std::move(value));
    }
    for (const hcl::Block& inner : block.body.blocks) out.blocks.push_back(this->block(inner, scope, path));
    return out;
  }

  std::optional<Value> attribute(const hcl::Attribute& attribute, const hcl::Scope& scope, const Path& path) {
    const ScopedWords* scoped = scoped_words(path, attribute.name);
    hcl::Scope own(scope);
    if (scoped) {
      for (const std::string_view word : scoped->words) own.set(std::string(word), Value::string(word));
    }
    hcl::Evaluation result = hcl::evaluate(*attribute.value, own, m_source.name);
    if (!result.ok()) {
      for (auto& diagnostic : result.diagnostics) relabel(diagnostic, *attribute.value, scoped);
      Error error = hcl::to_error(result.diagnostics, m_source);
      error.prefix(m_prefix);
      throw error;
    }
    if (result.value.is_null()) return std::nullopt;
    if (holds_block(result.value)) return reference(attribute, result.value);
    return one_type(attribute, std::move(result.value));
  }

 private:
  Error attribute_error(const hcl::Attribute& attribute, const std::string& what) const {
    Error located = hcl::to_error({{attribute.range, "", ""}}, m_source);
    return Error(fmt::format("{}: {}", hcl::describe(attribute.range, m_source.name), what)).with_span(*located.span());
  }

  // A whole block is kept as its address.
  Value reference(const hcl::Attribute& attribute, const Value& value) const {
    const auto at = value.as_map().find(k_reference);
    if (at == value.as_map().end()) throw attribute_error(attribute, "invalid reference used in " + attribute.name);
    return Value::object({{"$ref", at->second}});
  }

  Value one_type(const hcl::Attribute& attribute, Value value) const {
    if (!value.type().is_sequence() || (value.is(Type::Kind::tuple) && value.length() == 0)) return value;
    const auto& elements = value.as_list();
    const bool mixed = std::any_of(elements.begin(), elements.end(),
                                   [&](const Value& element) { return element.type() != elements[0].type(); });
    if (mixed)
      throw attribute_error(attribute, fmt::format("mixed list types used in {} attribute", go_quote(attribute.name)));
    return Value::list(elements.empty() ? value.type().element() : elements[0].type(), elements);
  }

  const hcl::Source& m_source;
  std::string m_prefix;
};

void name_inner_blocks(const hcl::Block& block, hcl::Scope& scope) {
  std::vector<const hcl::Block*> inner;
  for (const auto& nested : block.body.blocks) inner.push_back(&nested);
  for (auto& [name, value] : block_names(inner)) scope.set(name, std::move(value));
}

// The elements a block is repeated for, each with its key.
std::vector<std::pair<Value, Value>> repetitions(const Value& collection) {
  const bool fits = collection.has_content() && (collection.is(Type::Kind::set) || collection.is(Type::Kind::tuple) ||
                                                 collection.is(Type::Kind::object));
  if (!fits)
    throw Error(fmt::format("schemahcl: for_each does not support {} type", collection.type().friendly_name()));
  std::vector<std::pair<Value, Value>> out;
  if (collection.is(Type::Kind::object)) {
    for (const auto& [key, value] : collection.as_map()) out.emplace_back(Value::string(key), value);
    return out;
  }
  const bool is_set = collection.is(Type::Kind::set);
  std::int64_t position = 0;
  for (const Value& value : collection.as_list()) out.emplace_back(is_set ? value : Value::number(position++), value);
  return out;
}

}  // namespace

EvaluatedBlock evaluate_top_block(const hcl::Block& block, const hcl::Scope& scope, const hcl::Source& source) {
  hcl::Scope own(scope);
  name_inner_blocks(block, own);
  return BlockEvaluator(source).block(block, own, {});
}

void evaluate_top_attributes(const hcl::Body& body, const hcl::Scope& scope, const hcl::Source& source) {
  for (const auto& attribute : body.attributes) (void)BlockEvaluator(source).attribute(attribute, scope, {});
}

std::vector<EvaluatedBlock> evaluate_for_each(const hcl::Block& block, const hcl::Scope& scope,
                                              const hcl::Source& source) {
  const hcl::Evaluation collection = hcl::evaluate(*block.body.attribute("for_each")->value, scope, source.name);
  if (!collection.ok()) throw hcl::to_error(collection.diagnostics, source);
  std::vector<EvaluatedBlock> out;
  for (auto& [key, value] : repetitions(collection.value)) {
    hcl::Scope own(scope);
    name_inner_blocks(block, own);
    BlockEvaluator evaluator(source);
    evaluator.set_prefix(fmt::format("schemahcl: evaluate block for value {}: ", element_dump(value)));
    own.set("each", Value::object({{"key", key}, {"value", value}}));
    out.push_back(evaluator.block(block, own, {}));
  }
  return out;
}

}  // namespace plumb::project
