// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "fix.hpp"

namespace plumb::diff {
namespace {

constexpr int k_first_with_set_access_method = 150000;

// "DEFAULT"; which index it is, that one tells.
void fix_replica_identity(Fix& fix, const std::string& alter) {
  if (fix.wanted("replica_identity") == "index" && fix.changed("replica_identity")) {
    fix.note("the index that is to be the replica identity makes it so");
    return fix.settle("replica_identity");
  }
  fix.on_change("replica_identity", [&](const auto& wanted) {
    return fmt::format("{} REPLICA IDENTITY {}", alter,
                       wanted == "full"      ? "FULL"
                       : wanted == "nothing" ? "NOTHING"
                                             : "DEFAULT");
  });
}

// Parents of plain inheritance, whose order is that of joining. A partition's parent is another matter: what does not
// fit its bound would have to go first.
void fix_parents(Fix& fix, const std::string& alter) {
  const AttributeChange* change = fix.changed("inherits");
  const bool partition = fix.object().attribute("partition_bound") || fix.changed("partition_bound");
  if (change == nullptr || partition) return;
  const std::vector<std::string> wanted = elements(change->expected);
  for (const std::string& parent : elements(change->actual)) fix.add(fmt::format("{} NO INHERIT {}", alter, parent));
  for (const std::string& parent : wanted) fix.add(fmt::format("{} INHERIT {}", alter, parent));
  fix.settle("inherits");
}

void fix_storage(Fix& fix, const std::string& alter) {
  fix.on_change("persistence", [&](const auto& wanted) {
    fix.note("writes the table anew, nobody can use it meanwhile");
    return fmt::format("{} SET {}", alter, wanted == "unlogged" ? "UNLOGGED" : "LOGGED");
  });
  fix.on_change("access_method", [&](const auto& wanted) {
    if (!wanted || fix.changed("type") || fix.server_version() < k_first_with_set_access_method) return std::string();
    fix.note("writes the table anew, nobody can use it meanwhile");
    return fmt::format("{} SET ACCESS METHOD {}", alter, sql::quote_identifier_if_needed(*wanted));
  });
  fix.on_change("tablespace", [&](const auto& wanted) {
    fix.note(wanted ? "writes the table anew, nobody can use it meanwhile"
                    : "writes the table anew; pg_default, unless the database has another one");
    return fmt::format("{} SET TABLESPACE {}", alter, tablespace_or_default(wanted));
  });
}

void fix_changed_table(Fix& fix, const std::string& name) {
  const bool foreign = fix.object().attribute("type") == "foreign table";
  const std::string alter = fmt::format("ALTER {}TABLE {}", foreign ? "FOREIGN " : "", name);
  fix.on_change("row_security", [&](const auto& wanted) {
    return fmt::format("{} {} ROW LEVEL SECURITY", alter, wanted == "yes" ? "ENABLE" : "DISABLE");
  });
  fix.on_change("force_row_security", [&](const auto& wanted) {
    return fmt::format("{} {}FORCE ROW LEVEL SECURITY", alter, wanted == "yes" ? "" : "NO ");
  });
  fix.fix_owner(foreign ? "FOREIGN TABLE " + name : "TABLE " + name);
  fix.fix_acl("TABLE " + name);
  fix_storage(fix, alter);
  fix_replica_identity(fix, alter);
  fix.fix_parameters(alter);
  fix.on_change("of_type", [&](const auto& wanted) {
    return wanted ? fmt::format("{} OF {}", alter, *wanted) : alter + " NOT OF";
  });
  fix_parents(fix, alter);
  fix.fix_foreign_options(alter, "foreign_options");
  fix.fix_comment(foreign ? "FOREIGN TABLE " + name : "TABLE " + name);
}

}  // namespace

void fix_table(Fix& fix) {
  const std::string name = qualified(fix.object().identity("schema"), fix.object().identity("name"));
  switch (fix.difference().change) {
    case Change::missing:
      return make_table(fix, name);
    case Change::unexpected:
      return fix.add_destructive(
          fmt::format("DROP {}TABLE {}", fix.object().attribute("type") == "foreign table" ? "FOREIGN " : "", name));
    case Change::changed:
      return fix_changed_table(fix, name);
  }
}

}  // namespace plumb::diff
