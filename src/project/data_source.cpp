// SPDX-License-Identifier: Apache-2.0
#include "data_source.hpp"

#include <fmt/format.h>

#include <plumb/base/error.hpp>

#include "data_kinds.hpp"

namespace plumb::project {
namespace {

struct Kind {
  std::string_view type;
  hcl::Value (*read)(const DataCall&);  // null: the community edition of Atlas knows the name only
};

hcl::Value no_cloud_sdk(const DataCall& call) {
  throw Error(fmt::format("this build of plumb has no {} SDK",
                          call.block.labels[0].starts_with("aws") ? "AWS" : "Google Cloud"))
      .with_hint("get the token with `data \"external\"` and the cloud's own command line");
}

constexpr Kind k_kinds[] = {
    {"sql", read_sql},
    {"external", read_external},
    {"runtimevar", read_runtimevar},
    {"template_dir", read_template_dir},
    {"hcl_schema", read_hcl_schema},
    {"aws_rds_token", no_cloud_sdk},
    {"gcp_cloudsql_token", no_cloud_sdk},
    {"external_schema", nullptr},
    {"remote_schema", nullptr},
    {"remote_dir", nullptr},
};

const Kind* find_kind(std::string_view type) {
  for (const Kind& kind : k_kinds) {
    if (kind.type == type) return &kind;
  }
  return nullptr;
}

}  // namespace

bool is_data_source(std::string_view type) {
  return find_kind(type) != nullptr;
}

hcl::Value read_data_source(const hcl::Block& block, const hcl::Scope& scope, const DataContext& context) {
  const Kind* kind = find_kind(block.labels[0]);
  if (!kind->read) {
    // "installtion" is Atlas's spelling.
    throw Error(fmt::format(
        "data.{} is not supported by the community version of Atlas.\n\nInstall the non-community version instead:\n\n"
        "\tcurl -sSf https://atlasgo.sh | sh\n\nFor more installtion options, see: "
        "https://atlasgo.io/docs#installation",
        kind->type));
  }
  try {
    return kind->read(DataCall{block, scope, context});
  } catch (Error& error) {
    error.prefix(fmt::format("data.{}.{}: ", block.labels[0], block.labels[1]));
    throw;
  }
}

}  // namespace plumb::project
