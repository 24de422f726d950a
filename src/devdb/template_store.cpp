// SPDX-License-Identifier: Apache-2.0
#include <plumb/devdb/template_store.hpp>

#include <fmt/format.h>

#include <charconv>
#include <unordered_set>

#include <plumb/base/error.hpp>

#include "devdb_sql.hpp"

namespace plumb::devdb {

namespace {

std::string name_of(const std::string& key) {
  const bool fits = key.size() >= 32 && key.size() <= 48;
  if (!fits || key.find_first_not_of("0123456789abcdef") != std::string::npos) {
    throw Error(fmt::format("{} is not the key of a template", key));
  }
  return "plumb_template_" + key;
}

// devdb does not see sql's quoting.
std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

constexpr std::string_view k_no_such_database = "3D000";
constexpr std::string_view k_duplicate_database = "42P04";
constexpr std::string_view k_object_in_use = "55006";

}  // namespace

std::vector<Template> TemplateStore::list() const {
  const auto rows = pg::run_or_throw(m_admin, text::template_list_sql);
  std::vector<Template> out;
  for (std::size_t row = 0; row < rows->rows(); ++row) {
    out.push_back({.key = std::string(rows->cell(row, 0)),
                   .bytes = number(rows->cell(row, 1)),
                   .last_use = number(rows->cell(row, 2))});
  }
  return out;
}

std::optional<std::size_t> TemplateStore::longest(const std::vector<std::string>& keys) const {
  std::unordered_set<std::string> known;
  for (Template& one : list()) known.insert(std::move(one.key));
  for (std::size_t at = keys.size(); at > 0; --at) {
    if (known.contains(keys[at - 1])) return at - 1;
  }
  return std::nullopt;
}

Copied TemplateStore::copy(const std::string& key, const std::string& database) {
  try {
    clone(name_of(key), database, "");
  } catch (const Error& error) {
    if (error.sqlstate() == k_no_such_database) return Copied::gone;
    throw;
  }
  count_use(key);
  return Copied::yes;
}

void TemplateStore::keep(const std::string& key, const std::string& database) {
  try {
    clone(database, name_of(key), " IS_TEMPLATE true ALLOW_CONNECTIONS false");
  } catch (const Error& error) {
    if (error.sqlstate() != k_duplicate_database) throw;
  }
  count_use(key);
}

int TemplateStore::evict(const TemplateLimits& limits) {
  const std::vector<Template> all = list();
  std::size_t left = all.size();
  std::uint64_t bytes = 0;
  for (const Template& one : all) bytes += one.bytes;
  int dropped = 0;
  for (const Template& one : all) {
    if (left <= limits.number && bytes <= limits.bytes) break;
    const std::string name = quoted(name_of(one.key));
    // One that is being copied is in use, and stays; one that is gone is gone.
    (void)m_admin.run(fmt::format("ALTER DATABASE {} IS_TEMPLATE false", name));
    const pg::Reply reply = m_admin.run(fmt::format("DROP DATABASE {}", name));
    if (!reply.ok() && reply.error.sqlstate != k_object_in_use && reply.error.sqlstate != k_no_such_database) {
      throw pg::to_error(reply.error, "DROP DATABASE");
    }
    if (reply.ok()) ++dropped;
    --left;
    bytes -= one.bytes;
  }
  return dropped;
}

// The files are copied (or shared, where the file system can and file_copy_method says so), not logged page by page;
// versions before 15 know no other way, and no word for it.
void TemplateStore::clone(const std::string& from, const std::string& to, const char* options) {
  const char* strategy = m_admin.server_version() >= 150000 ? " STRATEGY file_copy" : "";
  const std::string sql =
      fmt::format("CREATE DATABASE {} TEMPLATE {}{}{}", quoted(to), quoted(from), strategy, options);
  (void)pg::run_or_throw(m_admin, sql);
}

// A template that another process dropped just now has no use to be counted.
void TemplateStore::count_use(const std::string& key) {
  const auto next = pg::run_or_throw(m_admin, text::template_use_sql);
  (void)m_admin.run(
      fmt::format("COMMENT ON DATABASE {} IS 'a template of plumb; use {}'", quoted(name_of(key)), next->cell(0, 0)));
}

}  // namespace plumb::devdb
