// SPDX-License-Identifier: Apache-2.0
// The database on which migrations are tried out (--dev-url): must be clean before, and is left as it was
// (atlas-migrate.md §8.3).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <plumb/base/secret.hpp>
#include <plumb/devdb/container.hpp>
#include <plumb/devdb/server.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/workflow/runtime.hpp>

namespace plumb::workflow {

struct DockerUrl;

class DevDatabase {
 public:
  // postgres://…: that database. docker://postgres/<major>[/<database>][?search_path=…]: a private server of this
  // machine with that major version, thrown away at the end; where that version is not installed, but docker is, a
  // container. Throws Atlas's texts for other schemes and failed
  // connections.
  [[nodiscard]] static DevDatabase open(const Secret& url, const Runtime& runtime);

  [[nodiscard]] pg::Connection& connection() { return *m_connection; }

  // Throws `sql/migrate: taking database snapshot: …` if it is not clean or its schema does not exist. Remembers what
  // is there.
  void take_snapshot();
  // Drops what has come since take_snapshot(): in the bound schema; for a whole database in `public`, and all other
  // schemas. Roles and other things that belong to the cluster stay. Does nothing for a private server.
  void restore();

 private:
  DevDatabase() = default;
  [[nodiscard]] std::string kept_schema() const;

  void open_docker(const DockerUrl& docker, const Runtime& runtime);

  std::optional<devdb::Server> m_server;
  std::optional<devdb::Container> m_container;
  std::unique_ptr<pg::Connection> m_connection;
  std::string m_schema;       // bound to it; "" for the whole database
  bool m_had_schema = false;  // the schema, or `public`, was there before
  std::string m_objects;      // what take_snapshot saw in it, as an array literal of OIDs
};

}  // namespace plumb::workflow
