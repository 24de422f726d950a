// SPDX-License-Identifier: Apache-2.0
#include "rich_database.hpp"

#include <charconv>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/pg/connection.hpp>
#include <plumb/sql/scanner.hpp>

#include "blueprint.hpp"

namespace plumb::test {
namespace {

constexpr std::string_view k_since = "-- since: ";
constexpr std::string_view k_end = "-- end";
constexpr std::string_view k_database = ":database";

int parse_major(std::string_view line) {
  int major = 0;
  std::from_chars(line.data() + k_since.size(), line.data() + line.size(), major);
  return major;
}

}  // namespace

std::string rich_sql(int major, const std::string& database) {
  const std::string text = read_file(PLUMB_SOURCE_DIR "/tests/integration/drift/rich.sql");
  std::string sql;
  bool wanted = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1);
    std::string line = text.substr(at, end + 1 - at);
    at = end + 1;
    if (line.starts_with(k_since)) wanted = major >= parse_major(line);
    if (line.starts_with(k_end)) wanted = true;
    if (!wanted) line = "\n";
    for (std::size_t name; (name = line.find(k_database)) != std::string::npos;) {
      line.replace(name, k_database.size(), database);
    }
    sql += line;
  }
  return sql;
}

desired::Script rich_script(int major, const std::string& database) {
  desired::Script script{.name = "rich.sql",
                         .text = rich_sql(major, database),
                         .statements = {},
                         .transaction = desired::Script::Transaction::each_statement};
  script.statements = sql::scan(script.text).statements;
  return script;
}

RichDatabase::RichDatabase(int major) : m_database("template0", major) {
  const auto connection = m_database.connect();
  for (const sql::Statement& statement : rich_script(major, m_database.name()).statements) {
    execute(*connection, statement.text);
  }
}

// A subscription would keep the database from being dropped.
RichDatabase::~RichDatabase() {
  const auto connection = m_database.connect();
  (void)connection->run("DROP SUBSCRIPTION rich_in");
  (void)connection->run("ALTER TABLESPACE pg_default RESET (random_page_cost)");
  (void)connection->run(
      "DO $$ DECLARE r text; BEGIN FOR r IN SELECT quote_ident(rolname) FROM pg_roles WHERE rolname LIKE 'rich%' LOOP "
      "EXECUTE 'DROP OWNED BY ' || r || ' CASCADE'; EXECUTE 'DROP ROLE ' || r; END LOOP; END $$");
}

}  // namespace plumb::test
