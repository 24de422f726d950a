// SPDX-License-Identifier: Apache-2.0
#include "settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include <plumb/base/error.hpp>
#include <plumb/hcl/value.hpp>

#include "settings_shape.hpp"

namespace plumb::project {
namespace {

using hcl::Type;
using hcl::Value;

std::string text(const EvaluatedBlock* block, std::string_view name) {
  const Value* value = block ? block->attribute(name) : nullptr;
  return value ? value->as_string() : "";
}

std::vector<std::string> texts(const EvaluatedBlock& block, std::string_view name) {
  std::vector<std::string> out;
  if (const Value* value = block.attribute(name)) {
    for (const Value& element : value->as_list()) out.push_back(element.as_string());
  }
  return out;
}

bool is_true(const EvaluatedBlock* block, std::string_view name) {
  const Value* value = block ? block->attribute(name) : nullptr;
  return value && value->as_bool();
}

void read_src(const Value& value, Environment& out) {
  if (value.is(Type::Kind::string)) {
    if (!value.as_string().empty()) out.src = {value.as_string()};
    return;
  }
  const bool is_texts = value.is(Type::Kind::list) && value.type().element().is(Type::Kind::string);
  if (!is_texts)
    throw Error(fmt::format("expected src to be either a string or strings, got: {}", value.type().friendly_name()));
  out.src_is_list = true;
  for (const Value& entry : value.as_list()) {
    if (entry.has_content()) out.src.push_back(entry.as_string());
  }
}

// LINEAR_SKIP → linear-skip.
std::string flag_spelling(std::string word) {
  for (char& c : word) c = c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

Environment::Migration read_migration(const EvaluatedBlock* block) {
  return {.dir = text(block, "dir"),
          .format = text(block, "format"),
          .baseline = text(block, "baseline"),
          .exec_order = flag_spelling(text(block, "exec_order")),
          .lock_timeout = text(block, "lock_timeout"),
          .revisions_schema = text(block, "revisions_schema")};
}

// `log` is the old name of `format`: its sub-blocks replace those of the other as a whole.
const EvaluatedBlock* format_part(const EvaluatedBlock& env, std::string_view part) {
  for (const std::string_view name : {"log", "format"}) {
    const EvaluatedBlock* block = env.block(name);
    if (const EvaluatedBlock* found = block ? block->block(part) : nullptr) return found;
  }
  return nullptr;
}

Environment::Format read_format(const EvaluatedBlock& env) {
  const EvaluatedBlock* migrate = format_part(env, "migrate");
  const EvaluatedBlock* schema = format_part(env, "schema");
  return {.migrate_apply = text(migrate, "apply"),
          .migrate_status = text(migrate, "status"),
          .migrate_diff = text(migrate, "diff"),
          .migrate_lint = text(migrate, "lint"),
          .schema_inspect = text(schema, "inspect"),
          .schema_apply = text(schema, "apply"),
          .schema_diff = text(schema, "diff"),
          .schema_clean = text(schema, "clean")};
}

// An env without `diff` has the file's; one with `diff` but without `skip` inherits the skips, and nothing else.
DiffPolicy env_diff(const EvaluatedBlock& env, const DiffPolicy& defaults) {
  const EvaluatedBlock* diff = env.block("diff");
  if (!diff) return defaults;
  DiffPolicy out = read_diff_policy(*diff);
  if (!diff->block("skip")) out.skip = defaults.skip;
  return out;
}

LintPolicy env_lint(const EvaluatedBlock& env, const LintPolicy& defaults) {
  const EvaluatedBlock* lint = env.block("lint");
  if (!lint) return defaults;
  LintPolicy out = read_lint_policy(*lint);
  if (out.log.empty()) out.log = defaults.log;
  if (out.review.empty()) out.review = defaults.review;
  if (out.analyzers.empty()) out.analyzers = defaults.analyzers;
  const bool has_range = out.latest || (!out.git_dir.empty() && !out.git_base.empty());
  if (!has_range) {
    out.latest = defaults.latest;
    out.git_dir = defaults.git_dir;
    out.git_base = defaults.git_base;
  }
  return out;
}

}  // namespace

DiffPolicy read_diff_policy(const EvaluatedBlock& diff) {
  DiffPolicy out;
  const EvaluatedBlock* skip = diff.block("skip");
  for (const FieldShape& field : skip_fields()) {
    if (is_true(skip, field.name)) out.skip.emplace_back(field.name);
  }
  const EvaluatedBlock* concurrent = diff.block("concurrent_index");
  out.concurrent_create = is_true(concurrent, "create") || is_true(concurrent, "add");
  out.concurrent_drop = is_true(concurrent, "drop");
  return out;
}

LintPolicy read_lint_policy(const EvaluatedBlock& lint) {
  LintPolicy out{.log = text(&lint, "log"),
                 .latest = std::nullopt,
                 .git_dir = text(lint.block("git"), "dir"),
                 .git_base = text(lint.block("git"), "base"),
                 .review = text(&lint, "review"),
                 .analyzers = {}};
  if (const Value* latest = lint.attribute("latest")) out.latest = latest->as_number().to_int64();
  for (const EvaluatedBlock& block : lint.blocks) {
    if (block.type == "git") continue;
    const Value* error = block.attribute("error");
    const bool is_bool = error && error->is(Type::Kind::boolean);
    out.analyzers.insert_or_assign(block.type, is_bool ? std::optional(error->as_bool()) : std::nullopt);
  }
  return out;
}

Environment read_environment(const EvaluatedBlock& env, std::string name, const Project& defaults) {
  Environment out;
  out.name = std::move(name);
  out.url = Secret(text(&env, "url"));
  out.dev = Secret(text(&env, "dev"));
  out.schemas = texts(env, "schemas");
  out.exclude = texts(env, "exclude");
  out.include = texts(env, "include");
  const EvaluatedBlock* schema = env.block("schema");
  if (const Value* src = env.attribute("src")) {
    read_src(*src, out);
  } else if (const Value* inner = schema ? schema->attribute("src") : nullptr) {
    read_src(*inner, out);
  }
  out.migration = read_migration(env.block("migration"));
  out.format = read_format(env);
  out.diff = env_diff(env, defaults.diff);
  out.lint = env_lint(env, defaults.lint);

  Value::Map evaluated = to_value(env).as_map();
  evaluated.insert_or_assign("name", Value::string(out.name));
  out.evaluated = std::make_shared<const Value>(Value::object(std::move(evaluated)));
  return out;
}

}  // namespace plumb::project
