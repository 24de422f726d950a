// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <plumb/catalog/text_list.hpp>

#include "changes.hpp"

namespace plumb::test {
namespace {

std::vector<std::string> list_of(const catalog::Object& object, std::string_view attribute) {
  return catalog::parse_text_list(std::string(object.attribute(attribute).value_or("[]")));
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + quoted(name);
  return out;
}

std::vector<std::string> without_first(std::vector<std::string> names) {
  names.erase(names.begin());
  return names;
}

// The same key with another word behind it, or without its first column, which is the tenant's.
void add_foreign_key(Changes& changes, const std::string& object, const catalog::Object& key) {
  const std::string table = relation_of(key);
  const std::string name = quoted(key.identity("name"));
  const std::vector<std::string> columns = list_of(key, "columns");
  const std::vector<std::string> referenced = list_of(key, "referenced_columns");
  const std::string target =
      fmt::format("{}.{}", quoted(*key.attribute("referenced_schema")), quoted(*key.attribute("referenced_table")));
  const std::vector<std::string> has = {fmt::format("ON DELETE {}", key.attribute("on_delete").value_or("")),
                                        fmt::format("ON UPDATE {}", key.attribute("on_update").value_or(""))};
  const auto again = [&](const std::string& change, const std::string& from, const std::string& to,
                         const std::string& behind) {
    // What it has already is no change.
    if (from == joined(columns) && std::ranges::find(has, behind) != has.end()) return;
    changes.add(
        object, change,
        fmt::format(
            "ALTER TABLE {0} DROP CONSTRAINT {1}, ADD CONSTRAINT {1} FOREIGN KEY ({2}) REFERENCES {3} ({4}) {5}", table,
            name, from, target, to, behind));
  };
  for (const char* behind : {"ON DELETE CASCADE", "ON DELETE SET NULL", "ON DELETE SET DEFAULT", "ON DELETE RESTRICT",
                             "ON UPDATE CASCADE", "ON UPDATE SET NULL", "MATCH FULL", "NOT VALID"}) {
    again(behind, joined(columns), joined(referenced), behind);
  }
  if (columns.size() < 2) return;
  again("without the tenant", joined(without_first(columns)), joined(without_first(referenced)), "");
  again("ON DELETE CASCADE without the tenant", joined(without_first(columns)), joined(without_first(referenced)),
        "ON DELETE CASCADE");
}

void add_constraints(Changes& changes) {
  changes.for_each("constraint", [&](const catalog::Object& constraint) {
    const std::string table = relation_of(constraint);
    const std::string name = quoted(constraint.identity("name"));
    const std::string object = fmt::format("constraint {}.{}", table, name);
    const std::string_view type = constraint.attribute("type").value_or("");
    changes.add(object, "drop", fmt::format("ALTER TABLE {} DROP CONSTRAINT {} CASCADE", table, name));
    changes.add(object, "rename", fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO renamed", table, name));
    changes.add(object, "comment", fmt::format("COMMENT ON CONSTRAINT {} ON {} IS 'changed'", name, table));
    for (const char* clause : {"NOT ENFORCED", "DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED"}) {
      changes.add(object, clause, fmt::format("ALTER TABLE {} ALTER CONSTRAINT {} {}", table, name, clause));
    }
    if (type == "foreign key") return add_foreign_key(changes, object, constraint);
    if (type == "check") {
      for (const char* check : {"true", "false"}) {
        changes.add(object, fmt::format("CHECK ({})", check),
                    fmt::format("ALTER TABLE {0} DROP CONSTRAINT {1}, ADD CONSTRAINT {1} CHECK ({2}) NOT VALID", table,
                                name, check));
      }
      return;
    }
    const std::vector<std::string> columns = list_of(constraint, "columns");
    const char* word = type == "primary key" ? "PRIMARY KEY" : "UNIQUE";
    for (const char* behind : {"DEFERRABLE", "INCLUDE (created_at)", "WITH (fillfactor = 50)"}) {
      changes.add(object, fmt::format("again {}", behind),
                  fmt::format("ALTER TABLE {0} DROP CONSTRAINT {1} CASCADE, ADD CONSTRAINT {1} {2} ({3}) {4}", table,
                              name, word, joined(columns), behind));
    }
    if (columns.size() > 1) {
      changes.add(object, "without the tenant",
                  fmt::format("ALTER TABLE {0} DROP CONSTRAINT {1} CASCADE, ADD CONSTRAINT {1} {2} ({3})", table, name,
                              word, joined(without_first(columns))));
    }
  });
}

void add_indexes(Changes& changes) {
  changes.for_each("index", [&](const catalog::Object& index) {
    const std::string table = relation_of(index);
    const std::string name = fmt::format("{}.{}", quoted(index.identity("schema")), quoted(index.identity("name")));
    const std::string object = "index " + name;
    changes.add_alters(object, "INDEX " + name, {"SET (fillfactor = 50)", "RENAME TO renamed"});
    changes.add(object, "drop", fmt::format("DROP INDEX {}", name));
    changes.add(object, "comment", fmt::format("COMMENT ON INDEX {} IS 'changed'", name));
    changes.add(object, "partial",
                fmt::format("DROP INDEX {}; CREATE INDEX {} ON {} ({}) WHERE created_at > '2026-01-01'", name,
                            quoted(index.identity("name")), table, joined(list_of(index, "columns"))));
    changes.add(object, "unique",
                fmt::format("DROP INDEX {}; CREATE UNIQUE INDEX {} ON {} ({})", name, quoted(index.identity("name")),
                            table, joined(list_of(index, "columns"))));
    for (const char* form : {"USING brin (created_at)", "USING hash (tenant_id)", "(tenant_id) INCLUDE (created_at)",
                             "(lower(tenant_id::text))", "(tenant_id DESC NULLS LAST)"}) {
      changes.add(
          object, form,
          fmt::format("DROP INDEX {}; CREATE INDEX {} ON {} {}", name, quoted(index.identity("name")), table, form));
    }
    if (list_of(index, "columns").size() > 1) {
      changes.add(object, "unique without the tenant",
                  fmt::format("DROP INDEX {}; CREATE UNIQUE INDEX {} ON {} ({})", name, quoted(index.identity("name")),
                              table, joined(without_first(list_of(index, "columns")))));
    }
  });
}

}  // namespace

void add_key_changes(Changes& changes) {
  add_constraints(changes);
  add_indexes(changes);
}

}  // namespace plumb::test
