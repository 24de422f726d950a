// SPDX-License-Identifier: Apache-2.0
#include "changes.hpp"

namespace plumb::test {
namespace {

const std::vector<std::string> k_table_clauses = {"ENABLE ROW LEVEL SECURITY",
                                                  "DISABLE ROW LEVEL SECURITY",
                                                  "FORCE ROW LEVEL SECURITY",
                                                  "NO FORCE ROW LEVEL SECURITY",
                                                  "DISABLE TRIGGER ALL",
                                                  "DISABLE TRIGGER USER",
                                                  "SET UNLOGGED",
                                                  "SET (fillfactor = 50)",
                                                  "REPLICA IDENTITY FULL",
                                                  "REPLICA IDENTITY NOTHING",
                                                  "ADD COLUMN added text",
                                                  "ADD CHECK (created_at IS NOT NULL) NOT VALID",
                                                  "SET (autovacuum_enabled = false)",
                                                  "SET (user_catalog_table = true)",
                                                  "ALTER COLUMN created_at SET (n_distinct = 5)",
                                                  "ADD COLUMN added uuid GENERATED ALWAYS AS (tenant_id) STORED",
                                                  "ADD COLUMN added uuid GENERATED ALWAYS AS (tenant_id) VIRTUAL",
                                                  "ADD COLUMN added bigint GENERATED ALWAYS AS IDENTITY",
                                                  "ADD COLUMN added uuid DEFAULT erun_current_tenant_id()",
                                                  "ADD UNIQUE NULLS NOT DISTINCT (tenant_id, created_at)",
                                                  "ADD EXCLUDE USING btree (tenant_id WITH =, created_at WITH =)",
                                                  "ADD FOREIGN KEY (tenant_id) REFERENCES tenants ON DELETE CASCADE",
                                                  "ADD FOREIGN KEY (tenant_id) REFERENCES tenants NOT VALID",
                                                  "ADD CHECK (tenant_id IS NOT NULL) NOT ENFORCED",
                                                  "SET SCHEMA elsewhere",
                                                  "ADD UNIQUE (created_at)",
                                                  "CLUSTER ON no_such_index"};

void add_tables(Changes& changes) {
  changes.for_each("table", [&](const catalog::Object& table) {
    const std::string name = relation_of(table);
    const std::string object = "table " + name;
    for (const std::string& clause : k_table_clauses) {
      const std::string before = clause == "SET SCHEMA elsewhere" ? "CREATE SCHEMA elsewhere; " : "";
      changes.add(object, clause, fmt::format("{}ALTER TABLE {} {}", before, name, clause));
    }
    changes.add_owners(object, "TABLE " + name);
    changes.add_grants(object, name,
                       {"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"});
    changes.add(object, "GRANT SELECT WITH GRANT OPTION",
                fmt::format("GRANT SELECT ON {} TO {} WITH GRANT OPTION", name, quoted(changes.scope().tenant_role)));
    changes.add(object, "rename", fmt::format("ALTER TABLE {} RENAME TO renamed", name));
    changes.add(object, "drop", fmt::format("DROP TABLE {} CASCADE", name));
    changes.add(object, "comment", fmt::format("COMMENT ON TABLE {} IS 'changed'", name));
    changes.add(object, "inherit", fmt::format("CREATE TABLE child () INHERITS ({})", name));
    changes.add(object, "child that is granted",
                fmt::format("CREATE TABLE child () INHERITS ({}); GRANT SELECT ON child TO {}", name,
                            quoted(changes.scope().tenant_role)));
    changes.add(object, "statistics", fmt::format("CREATE STATISTICS counted ON tenant_id, created_at FROM {}", name));
    changes.add(object, "new index", fmt::format("CREATE INDEX added ON {} (created_at)", name));
    changes.add(object, "new index of an expression",
                fmt::format("CREATE INDEX added ON {} (lower(tenant_id::text))", name));
    if (table.attribute("partition_bound")) {
      changes.add(object, "no row level security of its own, and granted",
                  fmt::format("ALTER TABLE {} DISABLE ROW LEVEL SECURITY; GRANT SELECT ON {} TO {}", name, name,
                              quoted(changes.scope().tenant_role)));
    }
    changes.add(object, "publish", fmt::format("CREATE PUBLICATION published FOR TABLE {}", name));
    if (table.attribute("partition_bound")) {
      changes.add(
          object, "detach",
          fmt::format("ALTER TABLE {}.usage_events DETACH PARTITION {}", quoted(table.identity("schema")), name));
    }
  });
}

std::vector<std::string> clauses_for(const catalog::Object& column) {
  std::vector<std::string> out = {"DROP NOT NULL",    "SET NOT NULL",     "DROP DEFAULT",
                                  "SET DEFAULT NULL", "SET STATISTICS 7", "SET STORAGE PLAIN"};
  const std::string_view type = column.attribute("type").value_or("");
  if (type == "uuid") {
    out.emplace_back("SET DEFAULT 'bbbbbbbb-0000-7000-8000-000000000000'");
    out.emplace_back("SET DEFAULT gen_random_uuid()");
    out.emplace_back("TYPE text");
  } else if (type == "text") {
    out.emplace_back("SET DEFAULT 'x'");
    out.emplace_back("TYPE varchar(200)");
    out.emplace_back("TYPE text COLLATE \"C\"");
    out.emplace_back("SET COMPRESSION pglz");
  } else if (type == "timestamp with time zone") {
    out.emplace_back("SET DEFAULT now() + '1 day'");
    out.emplace_back("TYPE timestamp");
  }
  return out;
}

void add_columns(Changes& changes) {
  changes.for_each("column", [&](const catalog::Object& column) {
    const std::string table = relation_of(column);
    const std::string name = quoted(column.identity("name"));
    const std::string object = fmt::format("column {}.{}", table, name);
    for (const std::string& clause : clauses_for(column)) {
      changes.add(object, clause, fmt::format("ALTER TABLE {} ALTER COLUMN {} {}", table, name, clause));
    }
    changes.add(object, "rename", fmt::format("ALTER TABLE {} RENAME COLUMN {} TO renamed", table, name));
    changes.add(object, "drop", fmt::format("ALTER TABLE {} DROP COLUMN {} CASCADE", table, name));
    changes.add(object, "comment", fmt::format("COMMENT ON COLUMN {}.{} IS 'changed'", table, name));
    for (const char* privilege : {"SELECT", "INSERT", "UPDATE"}) {
      const std::string right = fmt::format("{} ({})", privilege, name);
      for (const std::string& grantee : {changes.scope().tenant_role, std::string("erun_api"), std::string("PUBLIC")}) {
        changes.add(object, fmt::format("GRANT {} TO {}", privilege, grantee),
                    fmt::format("GRANT {} ON {} TO {}", right, table, grantee));
      }
      changes.add(object, fmt::format("REVOKE {}", privilege),
                  fmt::format("REVOKE {} ON {} FROM {}", right, table, changes.scope().tenant_role));
    }
  });
}

}  // namespace

void add_relation_changes(Changes& changes) {
  add_tables(changes);
  add_columns(changes);
}

}  // namespace plumb::test
