// SPDX-License-Identifier: Apache-2.0
// <version>_<title>.up.sql and a .down.sql beside it, which is not looked at.
#include "../format_rules.hpp"

namespace plumb::migration {
namespace {

constexpr std::string_view k_up = ".up";

bool lists_up(std::string_view name) {
  return name.ends_with(".up.sql");
}

// Without an underscore the version keeps the suffix: "1.up.sql" is version "1.up". Rows of such files say so.
void up_name_parts(std::string_view path, std::string& version, std::string& description) {
  name_parts(path, version, description);
  if (description.ends_with(k_up)) description.resize(description.size() - k_up.size());
}

}  // namespace

const FormatRules k_golang_migrate_rules = {
    .format = Format::golang_migrate,
    .name = "golang-migrate",
    .depth = Depth::direct,
    .lists = lists_up,
    .order = order_by_name,
    .name_parts = up_name_parts,
    .statements = scan_generic,
};

}  // namespace plumb::migration
