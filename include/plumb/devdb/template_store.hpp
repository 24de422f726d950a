// SPDX-License-Identifier: Apache-2.0
// Databases that are kept on a server to be copied, found by the hash of what is in them: of the migrations that made
// one, the server's version and settings. Other processes may use, make and drop them at the same time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <plumb/devdb/unfinished_database.hpp>
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

// The template of the longest prefix.
struct FoundTemplate {
  std::size_t at = 0;      // of the keys that were asked for
  bool has_spare = false;  // a copy of it is there, made ahead
};

// Keys are 32 to 48 lower-case hexadecimal digits. A template is a database "plumb_template_<key>" that takes no
// connections; a spare is a copy of one, "plumb_spare_<key>", that takes none either, and is taken by renaming it. No
// other database is ever dropped here. Owner, privileges, settings and comment of the database itself, which CREATE
// DATABASE does not copy, are copied, too. Roles belong to the whole server: a template remembers which there were, and
// is not found where one of them is gone, or is not as it was.
class TemplateStore {
 public:
  // A session in a database that is neither copied nor made ("postgres"), of a role that may create databases. Must
  // outlive this.
  explicit TemplateStore(pg::Connection& admin) : m_admin(admin) {}

  // All of them, the least recently used first. SQL: one query.
  [[nodiscard]] std::vector<Template> list() const;
  // The last of the keys that a template is there for: with the keys of longer and longer prefixes of the migrations
  // the longest that is known. Nothing: none. SQL: one query, and one more for each that was made with roles, down to
  // the first whose roles hold.
  [[nodiscard]] std::optional<FoundTemplate> longest(const std::vector<std::string>& keys) const;

  // The key of the one that was used last. Nothing: there is none. SQL: one query.
  [[nodiscard]] std::optional<std::string> newest() const;

  // Makes a copy of the template. Null: another process dropped it in the meantime. SQL: CREATE DATABASE, and what its
  // properties need.
  [[nodiscard]] std::unique_ptr<UnfinishedDatabase> copy(const std::string& key);
  // Keeps a copy of the database, in place of one that is there under the key. Throws where somebody is connected to
  // the database. SQL: CREATE DATABASE …, in the end a transaction that makes it a template.
  void keep(const std::string& key, const std::string& database);
  // Notes that the template was used just now. SQL: COMMENT.
  void count_use(const std::string& key);
  // Drops the least recently used ones until the rest keeps to the limits, but none that is just being copied. Returns
  // how many. SQL: DROP DATABASE.
  int evict(const TemplateLimits& limits);

  [[nodiscard]] static std::string spare_name(const std::string& key);
  // Makes the spare of a template, if there is none yet. Does nothing without the template. SQL: as copy().
  void make_spare(const std::string& key);
  // The spare of a template. Null: there is none any more. SQL: one transaction.
  [[nodiscard]] std::unique_ptr<UnfinishedDatabase> take_spare(const std::string& key);
  // Drops spares, but that of the key. Returns how many. SQL: DROP DATABASE.
  int drop_spares(const std::string& but = {});

 private:
  void copy_properties(const std::string& from, const std::string& to);

  pg::Connection& m_admin;
};

}  // namespace plumb::devdb
