// SPDX-License-Identifier: Apache-2.0
#include "settings_shape.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

namespace plumb::project {
namespace {

using hcl::Type;
using hcl::Value;
using Kind = FieldShape::Kind;

constexpr FieldShape k_repo_fields[] = {{"name"}};
constexpr BlockShape k_repo{"*cmdapi.Repo", k_repo_fields};

constexpr FieldShape k_schema_fields[] = {{"repo", Kind::block, &k_repo}};
constexpr BlockShape k_schema{"*cmdapi.Schema", k_schema_fields};

constexpr FieldShape k_migration_fields[] = {
    {"dir"},        {"exclude", Kind::texts}, {"format"},           {"baseline"},
    {"exec_order"}, {"lock_timeout"},         {"revisions_schema"}, {"repo", Kind::block, &k_repo},
};
constexpr BlockShape k_migration{"*cmdapi.Migration", k_migration_fields};

constexpr FieldShape k_skip_fields[] = {
    {"add_schema", Kind::boolean},         {"drop_schema", Kind::boolean},       {"modify_schema", Kind::boolean},
    {"add_table", Kind::boolean},          {"drop_table", Kind::boolean},        {"modify_table", Kind::boolean},
    {"rename_table", Kind::boolean},       {"add_column", Kind::boolean},        {"drop_column", Kind::boolean},
    {"modify_column", Kind::boolean},      {"add_index", Kind::boolean},         {"drop_index", Kind::boolean},
    {"modify_index", Kind::boolean},       {"add_foreign_key", Kind::boolean},   {"drop_foreign_key", Kind::boolean},
    {"modify_foreign_key", Kind::boolean}, {"rename_constraint", Kind::boolean},
};
constexpr BlockShape k_skip{"*cmdapi.SkipChanges", k_skip_fields};
constexpr FieldShape k_concurrent_fields[] = {
    {"create", Kind::boolean}, {"add", Kind::boolean}, {"drop", Kind::boolean}};
constexpr BlockShape k_concurrent{"*cmdapi.ConcurrentIndex", k_concurrent_fields};
constexpr FieldShape k_diff_fields[] = {{"skip", Kind::block, &k_skip},
                                        {"concurrent_index", Kind::block, &k_concurrent}};
constexpr BlockShape k_diff{"*cmdapi.Diff", k_diff_fields};

constexpr FieldShape k_git_fields[] = {{"dir"}, {"base"}};
constexpr BlockShape k_git{"", k_git_fields};
constexpr FieldShape k_lint_fields[] = {{"log"}, {"latest", Kind::integer}, {"git", Kind::block, &k_git}, {"review"}};
constexpr BlockShape k_lint{"*cmdapi.Lint", k_lint_fields};

constexpr FieldShape k_format_migrate_fields[] = {{"apply"}, {"down"}, {"lint"}, {"status"}, {"diff"}};
constexpr BlockShape k_format_migrate{"", k_format_migrate_fields};
constexpr FieldShape k_format_schema_fields[] = {{"clean"}, {"inspect"}, {"apply"}, {"diff"}, {"push"}};
constexpr BlockShape k_format_schema{"", k_format_schema_fields};
constexpr FieldShape k_format_fields[] = {{"migrate", Kind::block, &k_format_migrate},
                                          {"schema", Kind::block, &k_format_schema}};
constexpr BlockShape k_format{"", k_format_fields};

constexpr FieldShape k_test_part_fields[] = {{"src", Kind::texts}, {"vars", Kind::map}};
constexpr BlockShape k_test_part{"", k_test_part_fields};
constexpr FieldShape k_test_fields[] = {{"schema", Kind::block, &k_test_part}, {"migrate", Kind::block, &k_test_part}};
constexpr BlockShape k_test{"*cmdapi.Test", k_test_fields};

constexpr FieldShape k_env_fields[] = {
    {"name"},
    {"url"},
    {"dev"},
    {"schemas", Kind::texts},
    {"exclude", Kind::texts},
    {"include", Kind::texts},
    {"schema", Kind::block, &k_schema},
    {"migration", Kind::block, &k_migration},
    {"diff", Kind::block, &k_diff},
    {"lint", Kind::block, &k_lint},
    {"format", Kind::block, &k_format},
    {"log", Kind::block, &k_format},
    {"test", Kind::block, &k_test},
};
constexpr BlockShape k_env{"*cmdapi.Env", k_env_fields};

[[noreturn]] void refuse(const std::string& why) {
  throw Error("schemahcl: failed reading spec as *cmdapi.Project: " + why);
}

[[noreturn]] void refuse_scalar(std::string_view name, std::string_view as, std::string_view wanted) {
  refuse(fmt::format("value of attr {} cannot be read as {}: {}", go_quote(name), as, wanted));
}

bool is_empty_tuple(const Value& value) {
  return value.is(Type::Kind::tuple) && value.length() == 0;
}

void check_texts(std::string_view name, const Value& value) {
  if (is_empty_tuple(value)) return;
  if (!value.is(Type::Kind::list)) {
    refuse(fmt::format("schemahcl: field is of type slice but attr {} is type: {}", go_quote(name),
                       value.type().friendly_name()));
  }
  const bool texts = std::all_of(value.as_list().begin(), value.as_list().end(), [](const Value& element) {
    return element.has_content() && element.is(Type::Kind::string);
  });
  if (!texts) {
    refuse(fmt::format("cannot read attribute {} of type {} as string list: string value is required", go_quote(name),
                       go_quote(value.type().friendly_name())));
  }
}

// A block that was written as an attribute.
void check_block_value(std::string_view name, const Value& value, const BlockShape& shape) {
  const std::string field = go_quote(name);
  const std::string where = shape.go_type.empty()
                                ? fmt::format("set field {} of type reflect.Value", field)
                                : fmt::format("set field {}: converting cty.Value to {}", field, shape.go_type);
  if (!value.is(Type::Kind::object) && !value.is(Type::Kind::tuple))
    refuse(where + ": object or tuple value is required");
  if (value.length() > 0) refuse(where + ": a block is required");
}

void check_attribute(const FieldShape& field, const Value& value) {
  switch (field.kind) {
    case Kind::text:
      if (!value.is(Type::Kind::string)) refuse_scalar(field.name, "string", "string value is required");
      return;
    case Kind::integer:
      if (!value.is(Type::Kind::number)) refuse_scalar(field.name, "integer", "number value is required");
      if (!value.as_number().to_int64()) {
        refuse_scalar(field.name, "integer",
                      "value must be a whole number, between -9223372036854775808 and 9223372036854775807");
      }
      return;
    case Kind::boolean:
      if (!value.is(Type::Kind::boolean)) refuse_scalar(field.name, "bool", "bool value is required");
      return;
    case Kind::texts:
      check_texts(field.name, value);
      return;
    case Kind::map:
      if (!value.is(Type::Kind::map) && !value.is(Type::Kind::object)) {
        refuse(
            fmt::format("set field {} of type reflect.Value: map or object value is required", go_quote(field.name)));
      }
      return;
    case Kind::block:
      check_block_value(field.name, value, *field.block);
      return;
  }
}

}  // namespace

const BlockShape& env_shape() {
  return k_env;
}
const BlockShape& lint_shape() {
  return k_lint;
}
const BlockShape& diff_shape() {
  return k_diff;
}
const BlockShape& test_shape() {
  return k_test;
}
std::span<const FieldShape> skip_fields() {
  return k_skip_fields;
}

void check_shape(const EvaluatedBlock& block, const BlockShape& shape) {
  for (const FieldShape& field : shape.fields) {
    if (const Value* value = block.attribute(field.name)) check_attribute(field, *value);
    if (field.kind != Kind::block) continue;
    if (const EvaluatedBlock* inner = block.block(field.name)) check_shape(*inner, *field.block);
  }
}

}  // namespace plumb::project
