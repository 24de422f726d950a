// SPDX-License-Identifier: Apache-2.0
// Databases that are kept on a server to be copied, found by the hash of what is in them: of the migrations that made
// one, the server's version and settings. Other processes may use, make and drop them at the same time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <plumb/pg/connection.hpp>

namespace plumb::devdb {

struct TemplateLimits {
  std::size_t number = 32;
  std::uint64_t bytes = std::uint64_t{4} << 30;
};

struct Template {
  std::string key;
  std::uint64_t bytes = 0;
  std::uint64_t last_use = 0;  // of two the one that was used later has the larger number; no clock is asked
};

enum class Copied {
  yes,
  gone,  // another process dropped the template in the meantime
};

// Keys are 32 to 48 lower-case hexadecimal digits. A template is a database "plumb_template_<key>" that takes no
// connections; no other database is ever dropped here. What belongs to the cluster (roles) is not in a template, nor
// are the settings and privileges of the database itself (ALTER DATABASE … SET, GRANT … ON DATABASE).
class TemplateStore {
 public:
  // A session of a superuser, in a database that is neither copied nor made ("postgres"). Must outlive this.
  explicit TemplateStore(pg::Connection& admin) : m_admin(admin) {}

  // All of them, the least recently used first. SQL: one query.
  [[nodiscard]] std::vector<Template> list() const;
  // The last of the keys that a template is there for: with the keys of longer and longer prefixes of the migrations
  // the longest that is known. Nothing: none. SQL: one query.
  [[nodiscard]] std::optional<std::size_t> longest(const std::vector<std::string>& keys) const;

  // Makes the database as a copy of the template, and counts that as a use. Throws where there is a database of that
  // name. SQL: CREATE DATABASE, COMMENT.
  [[nodiscard]] Copied copy(const std::string& key, const std::string& database);
  // Keeps a copy of the database. Does nothing if there is a template of that key. Throws where somebody is connected
  // to the database. SQL: CREATE DATABASE, COMMENT.
  void keep(const std::string& key, const std::string& database);
  // Drops the least recently used ones until the rest keeps to the limits, but none that is just being copied. Returns
  // how many. SQL: DROP DATABASE.
  int evict(const TemplateLimits& limits);

 private:
  void clone(const std::string& from, const std::string& to, const char* options);
  void count_use(const std::string& key);

  pg::Connection& m_admin;
};

}  // namespace plumb::devdb
