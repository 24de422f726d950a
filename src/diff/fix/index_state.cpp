// SPDX-License-Identifier: Apache-2.0
// What an index of its own and the index behind a constraint have in common: parameters, tablespace, and what the table
// uses it for.
#include "fix.hpp"

namespace plumb::diff {

IndexNames index_names(const catalog::Object& object) {
  return {.table = table_of(object),
          .index = qualified(object.identity("schema"), object.identity("name")),
          .name = quoted_name(object)};
}

void complete_new_index(Fix& fix, const IndexNames& names) {
  if (fix.wanted("clustered") == "yes") fix.add(fmt::format("ALTER TABLE {} CLUSTER ON {}", names.table, names.name));
  if (fix.wanted("replica_identity") == "yes") {
    fix.add(fmt::format("ALTER TABLE {} REPLICA IDENTITY USING INDEX {}", names.table, names.name));
  }
}

void fix_index_state(Fix& fix, const IndexNames& names, std::string_view options) {
  fix.fix_parameters("ALTER INDEX " + names.index, options);
  fix.on_change("tablespace", [&](const auto& wanted) {
    fix.note(wanted ? "writes the index anew, nobody can use the table meanwhile"
                    : "writes the index anew; pg_default, unless the database has another one");
    return fmt::format("ALTER INDEX {} SET TABLESPACE {}", names.index, tablespace_or_default(wanted));
  });
  if (const AttributeChange* change = fix.changed("clustered"); change != nullptr && !change->expected) {
    fix.propose(fmt::format("ALTER TABLE {} SET WITHOUT CLUSTER", names.table),
                "unless another index is the one to cluster on: then that one's statement is enough");
    fix.settle("clustered");
  } else {
    fix.on_change("clustered",
                  [&](const auto&) { return fmt::format("ALTER TABLE {} CLUSTER ON {}", names.table, names.name); });
  }
  if (const AttributeChange* change = fix.changed("replica_identity"); change != nullptr && !change->expected) {
    fix.leave_open("replica_identity, unless the table or the index that should be it puts it right");
    fix.settle("replica_identity");
  } else {
    fix.on_change("replica_identity", [&](const auto&) {
      return fmt::format("ALTER TABLE {} REPLICA IDENTITY USING INDEX {}", names.table, names.name);
    });
  }
}

}  // namespace plumb::diff
