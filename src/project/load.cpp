// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/hcl/evaluate.hpp>
#include <plumb/hcl/parse.hpp>
#include <plumb/project/environment.hpp>

#include "block_names.hpp"
#include "blocks.hpp"
#include "config_file.hpp"
#include "env_selection.hpp"
#include "host_functions.hpp"
#include "references.hpp"
#include "settings.hpp"
#include "settings_shape.hpp"
#include "variables.hpp"

namespace plumb::project {
namespace {

using hcl::Block;
using hcl::Value;
using Blocks = std::vector<const Block*>;

hcl::Body parse_or_throw(const hcl::Source& source) {
  hcl::ParseResult result = hcl::parse(source);
  if (!result.diagnostics.empty()) throw hcl::to_error(result.diagnostics, source);
  return std::move(result.body);
}

void set_constants(hcl::Scope& scope, const std::string& env) {
  scope.set("atlas", Value::object({{"env", Value::string(env)}}));
  scope.set("string", Value::type_constant(hcl::Type::string()));
  scope.set("number", Value::type_constant(hcl::Type::number()));
  scope.set("bool", Value::type_constant(hcl::Type::boolean()));
  scope.set("int", Value::type_constant(hcl::Type::number()));
}

// Atlas's community edition refuses an `atlas` block; it holds settings of its cloud, so we pass over it.
void check_atlas_blocks(const hcl::Body& body) {
  int count = 0;
  for (const Block& block : body.blocks) {
    if (block.type != "atlas") continue;
    if (!block.labels.empty()) throw Error("init block \"atlas\" cannot have labels");
    if (++count > 1) throw Error("duplicate init block \"atlas\"");
  }
}

bool is_setting(const Block& block) {
  return block.type != "variable" && block.type != "locals" && block.type != "data" && block.type != "atlas";
}

bool repeats(const Block& block) {
  return block.body.attribute("for_each") != nullptr;
}

std::vector<EvaluatedBlock> evaluate_blocks(const hcl::Body& body, const Blocks& blocks, const hcl::Scope& scope,
                                            const hcl::Source& source) {
  Blocks plain;
  std::copy_if(blocks.begin(), blocks.end(), std::back_inserter(plain),
               [](const Block* block) { return !repeats(*block); });
  hcl::Scope own(scope);
  for (auto& [name, value] : block_names(plain)) own.set(name, std::move(value));
  std::vector<EvaluatedBlock> repeated;
  for (const Block* block : blocks) {
    if (!repeats(*block)) continue;
    for (EvaluatedBlock& copy : evaluate_for_each(*block, own, source)) repeated.push_back(std::move(copy));
  }
  evaluate_top_attributes(body, own, source);
  std::vector<EvaluatedBlock> out;
  for (const Block* block : plain) out.push_back(evaluate_top_block(*block, own, source));
  out.insert(out.end(), std::make_move_iterator(repeated.begin()), std::make_move_iterator(repeated.end()));
  return out;
}

void check_shapes(const std::vector<EvaluatedBlock>& blocks) {
  for (const EvaluatedBlock& block : blocks) {
    if (block.type == "env") check_shape(block, env_shape());
    if (block.type == "lint") check_shape(block, lint_shape());
    if (block.type == "diff") check_shape(block, diff_shape());
    if (block.type == "test") check_shape(block, test_shape());
  }
}

std::string env_name(const EvaluatedBlock& block, const hcl::Source& source) {
  std::string name = block.labels.empty() ? "" : block.labels.front();
  if (const Value* attribute = block.attribute("name")) name = attribute->as_string();
  if (name.empty()) throw Error(fmt::format("all envs must have names on file {}", go_quote(source.name)));
  return name;
}

void read_policies(const std::vector<EvaluatedBlock>& blocks, Project& project) {
  const auto first = [&](std::string_view type) {
    const auto at =
        std::find_if(blocks.begin(), blocks.end(), [&](const EvaluatedBlock& block) { return block.type == type; });
    return at == blocks.end() ? nullptr : &*at;
  };
  if (const EvaluatedBlock* diff = first("diff")) project.diff = read_diff_policy(*diff);
  if (const EvaluatedBlock* lint = first("lint")) project.lint = read_lint_policy(*lint);
}

void select_environments(const std::vector<EvaluatedBlock>& blocks, const std::string& wanted,
                         const hcl::Source& source, Project& project) {
  std::vector<const EvaluatedBlock*> selected;
  for (const EvaluatedBlock& block : blocks) {
    if (block.type == "env" && env_name(block, source) == wanted) selected.push_back(&block);
  }
  if (selected.empty()) throw Error(fmt::format("env {} not defined in config file", go_quote(wanted)));
  for (const EvaluatedBlock* block : selected) project.selected.push_back(read_environment(*block, wanted, project));
}

}  // namespace

Project load(const LoadOptions& options, const std::function<void(std::string_view)>& print, const Stop& stop) {
  const hcl::Source source = read_config(options.config_url);
  const hcl::Body body = parse_or_throw(source);
  // From here the blocks of other envs do not exist: nothing in them can fail or run.
  Blocks blocks = blocks_for_env(body, options.env);
  std::erase_if(blocks, [](const Block* block) { return !is_setting(*block); });

  const hcl::FunctionLookup functions = project_functions(config_folder(source), print);
  hcl::Scope scope(functions);
  set_constants(scope, options.env);
  scope.set("var", evaluate_variables(body, scope, source, options.vars));
  check_atlas_blocks(body);
  Project project;
  evaluate_references(body, blocks, scope, DataContext{source, stop, project.memory});
  // From here every name that a block may use has its value.
  const auto evaluated = evaluate_blocks(body, blocks, scope, source);
  check_shapes(evaluated);
  read_policies(evaluated, project);
  if (!options.env.empty()) select_environments(evaluated, options.env, source, project);
  return project;
}

}  // namespace plumb::project
