// SPDX-License-Identifier: Apache-2.0
// Its marks (--changeset, --rollback) are comments to SQL, so that a file reads as a plain one.
#include "../format_rules.hpp"

namespace plumb::migration {

const FormatRules k_liquibase_rules = {
    .format = Format::liquibase,
    .name = "liquibase",
    .depth = Depth::direct,
    .lists = lists_sql,
    .order = order_by_name,
    .name_parts = name_parts,
    .statements = scan_for_postgres,
};

}  // namespace plumb::migration
