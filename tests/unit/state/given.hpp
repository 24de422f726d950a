// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

#include <plumb/inspect/snapshot.hpp>
#include <support/catalogs.hpp>

namespace plumb::test {

// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "plumb-state-XXXXXX").string();
    m_path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(m_path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return m_path + "/" + name; }

 private:
  std::string m_path;
};

inline const catalog::Kinds& state_kinds() {
  static const std::vector<catalog::Kinds::File> k_files = {
      {"schema.sql", "-- kind: schema\n-- identity: name\n-- missing: critical\n-- unexpected: medium\nSELECT"},
      {"table.sql",
       "-- kind: table\n-- parent: schema\n-- identity: schema name\n-- missing: critical\n-- unexpected: medium\n"
       "-- attribute: acl severity=high form=set\n-- attribute: body severity=high form=body\nSELECT"}};
  static const catalog::Kinds k_kinds(k_files);
  return k_kinds;
}

// Two schemas and the tables of `rows`: schema, name, acl, body.
inline inspect::Snapshot given_snapshot(const std::vector<Row>& rows) {
  inspect::Snapshot snapshot;
  snapshot.facts.server_version = 180004;
  snapshot.facts.server_version_text = "18.4";
  snapshot.facts.database = "app";
  snapshot.facts.migration_role = "owner";
  const auto kinds = state_kinds().for_server(180004);
  snapshot.catalog.add(*kinds[0], make_table({"name"}, {{"public"}, {"x"}}));
  snapshot.catalog.add(*kinds[1], make_table({"schema", "name", "acl", "body"}, rows));
  return snapshot;
}

}  // namespace plumb::test
