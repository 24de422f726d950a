// SPDX-License-Identifier: Apache-2.0
#include "../format_rules.hpp"

namespace plumb::migration {

const FormatRules k_atlas_rules = {
    .format = Format::atlas,
    .name = "atlas",
    .depth = Depth::direct,
    .lists = lists_sql,
    .order = order_by_name,
    .name_parts = name_parts,
    .statements = scan_for_postgres,
};

}  // namespace plumb::migration
