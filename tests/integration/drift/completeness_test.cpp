// SPDX-License-Identifier: Apache-2.0
// Every column of every table in pg_catalog is read by a kind's query, or src/inspect/known_columns.txt says why not.
//
// What a query reads is asked of the server: it is made a view, and the view's rule holds for each relation, also in
// sub-selects, the columns for which the privilege SELECT is needed. Columns of system views are traced to the tables'.
// Of a whole row (to_jsonb(m)) those count whose names the query has in quotes.
#include <fmt/ranges.h>
#include <support/catch.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/inspect/known_columns.hpp>
#include <plumb/inspect/rows_digest.hpp>

#include "blueprint.hpp"

using namespace plumb;
using namespace plumb::test;

namespace {

using Oid = unsigned;
using Column = std::pair<Oid, int>;  // of a relation: its number

// Reads the number at the front; 0 if there is none.
int number_at(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The value behind a field's name in a node's text: up to the next blank or brace. "" if the node has no such field.
std::string_view field(std::string_view node, std::string_view name) {
  const std::size_t at = node.find(name);
  if (at == std::string_view::npos) return {};
  const std::string_view value = node.substr(at + name.size());
  return value.substr(0, value.find_first_of(" })"));
}

// The nodes of a tree that hold ":relid N … :selectedCols (b …)": RTEPERMISSIONINFO, before PostgreSQL 16 RTE.
std::set<Column> selected_columns(std::string_view tree) {
  constexpr std::string_view k_relation = ":relid ";
  constexpr std::string_view k_columns = ":selectedCols (b";
  constexpr int k_offset = 7;  // numbers of system columns are negative, those of a Bitmapset are not
  std::set<Column> columns;
  for (std::size_t at = tree.find(k_relation); at != std::string_view::npos; at = tree.find(k_relation, at + 1)) {
    const std::string_view node = tree.substr(at, tree.find_first_of("{}", at) - at);
    const std::size_t set = node.find(k_columns);
    if (set == std::string_view::npos) continue;
    const auto relation = static_cast<Oid>(number_at(node.substr(k_relation.size())));
    std::string_view members = node.substr(set + k_columns.size());
    members = members.substr(0, members.find(')'));
    while (members.starts_with(' ')) {
      members.remove_prefix(1);
      columns.insert({relation, number_at(members) - k_offset});
      members.remove_prefix(std::min(members.find(' '), members.size()));
    }
  }
  return columns;
}

// The column of a table that the column of a view hands on; nothing if it is computed.
std::optional<Column> origin(std::string_view tree, int number, std::string_view name) {
  const std::string entry = fmt::format(":resno {} :resname {} ", number, name);
  const std::size_t at = tree.find(entry);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view node = tree.substr(at, tree.find('}', at) - at);
  const int table = number_at(field(node, ":resorigtbl "));
  if (table == 0) return std::nullopt;
  return Column{static_cast<Oid>(table), number_at(field(node, ":resorigcol "))};
}

class Server {
 public:
  explicit Server(pg::Connection& connection) : m_connection(connection) {
    const auto rows = pg::run_or_throw(
        connection,
        "SELECT c.oid, a.attnum, c.relname, a.attname, c.relkind FROM pg_class c JOIN pg_attribute a ON a.attrelid = "
        "c.oid "
        "WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0 "
        "AND NOT a.attisdropped");
    for (std::size_t row = 0; row < rows->rows(); ++row) {
      const Column column{static_cast<Oid>(number_at(rows->cell(row, 0))), number_at(rows->cell(row, 1))};
      if (rows->cell(row, 4) == "v") {
        m_view_columns[column] = rows->cell(row, 3);
      } else {
        m_names[column] = fmt::format("{}.{}", rows->cell(row, 2), rows->cell(row, 3));
      }
    }
  }

  // "pg_class.relname" of every table.
  [[nodiscard]] std::set<std::string> columns() const {
    std::set<std::string> names;
    for (const auto& [column, name] : m_names) names.insert(name);
    return names;
  }

  // Those that a query reads.
  [[nodiscard]] std::set<std::string> read_by(const catalog::Kind& kind) {
    std::set<std::string> names;
    for (const Column& column : selected_columns(rule_of_query(kind.sql))) {
      if (column.second == k_whole_row) {
        names.merge(quoted(column.first, kind.sql));
      } else if (const auto table_column = to_table(column)) {
        if (const auto found = m_names.find(*table_column); found != m_names.end()) names.insert(found->second);
      }
    }
    return names;
  }

  // The system views that a query reads, and the functions that it calls and that may say something else each time.
  [[nodiscard]] std::set<std::string> views_and_functions_of(const std::string& sql) {
    const std::string tree = rule_of_query(sql);
    const auto rows = pg::run_or_throw(
        m_connection,
        fmt::format("SELECT relname FROM pg_class WHERE relkind = 'v' AND relname <> 'the_kind' AND oid IN ({0}) UNION "
                    "SELECT proname || '()' FROM pg_proc WHERE provolatile <> 'i' AND oid IN ({1})",
                    numbers_of(tree, {":relid "}),
                    numbers_of(tree, {":funcid ", ":opfuncid ", ":aggfnoid ", ":winfnoid "})));
    std::set<std::string> names;
    for (std::size_t row = 0; row < rows->rows(); ++row) names.emplace(rows->cell(row, 0));
    return names;
  }

 private:
  static constexpr int k_whole_row = 0;

  // The columns of a table whose names stand in quotes in the query.
  std::set<std::string> quoted(Oid table, std::string_view sql) const {
    std::set<std::string> names;
    for (const auto& [column, name] : m_names) {
      const std::string literal = fmt::format("'{}'", name.substr(name.find('.') + 1));
      if (column.first == table && sql.find(literal) != std::string_view::npos) names.insert(name);
    }
    return names;
  }

  // All numbers that stand behind one of the fields in a tree: "0, 1259, 2615".
  static std::string numbers_of(std::string_view tree, std::initializer_list<std::string_view> fields) {
    std::set<int> numbers = {0};
    for (const std::string_view name : fields) {
      for (std::size_t at = tree.find(name); at != std::string_view::npos; at = tree.find(name, at + 1)) {
        numbers.insert(number_at(tree.substr(at + name.size())));
      }
    }
    return fmt::format("{}", fmt::join(numbers, ", "));
  }

  std::string rule_of_query(const std::string& sql) {
    execute(m_connection, "CREATE TEMPORARY VIEW the_kind AS " + sql);
    std::string tree = rule("pg_temp.the_kind");
    execute(m_connection, "DROP VIEW the_kind");
    return tree;
  }

  std::string rule(const std::string& view) {
    return std::string(
        pg::run_or_throw(m_connection,
                         fmt::format("SELECT ev_action FROM pg_rewrite WHERE ev_class = '{}'::regclass", view))
            ->cell(0, 0));
  }

  std::optional<Column> to_table(const Column& column) {
    const auto found = m_view_columns.find(column);
    if (found == m_view_columns.end()) return column;
    const std::string tree = rule(std::to_string(column.first));
    const auto next = origin(tree, column.second, found->second);
    return next ? to_table(*next) : std::nullopt;
  }

  pg::Connection& m_connection;
  std::map<Column, std::string> m_names;
  std::map<Column, std::string> m_view_columns;
};

void check_none(const char* what, const std::vector<std::string>& names) {
  INFO(what << ":\n  " << fmt::format("{}", fmt::join(names, "\n  ")));
  CHECK(names.empty());
}

}  // namespace

TEST_CASE("every column of pg_catalog is read by a kind, or known_columns.txt says why not") {
  const TestDatabase database;
  const auto connection = database.connect();
  Server server(*connection);
  const std::set<std::string> existing = server.columns();
  std::set<std::string> read;
  for (const catalog::Kind* kind : catalog::Kinds::builtin().for_server(connection->server_version())) {
    read.merge(server.read_by(*kind));
  }

  std::set<std::string> known;
  std::vector<std::string> gone;
  std::vector<std::string> not_read;
  std::vector<std::string> read_after_all;
  for (const inspect::KnownColumn& column : inspect::known_columns()) {
    if (!column.is_in(major_version())) continue;
    const std::string name(column.name);
    known.insert(name);
    if (!existing.contains(name)) gone.push_back(name);
    if (column.reason.empty() && !read.contains(name)) not_read.push_back(name);
    if (!column.reason.empty() && read.contains(name)) read_after_all.push_back(name);
  }
  std::vector<std::string> unknown;
  std::ranges::set_difference(existing, known, std::back_inserter(unknown));
  check_none("on the server, but not in known_columns.txt", unknown);
  check_none("in known_columns.txt, but not on the server: wrong versions", gone);
  check_none("read by no kind, and known_columns.txt has no reason", not_read);
  check_none("read by a kind: known_columns.txt must not have a reason why not", read_after_all);
}

// Which roles concern the database, as a query of a kind.
std::string reach_query() {
  std::string sql = read_file(std::string(PLUMB_SOURCE_DIR) + "/src/inspect/reach.sql");
  for (const std::string_view parameter : {"$1", "$2"}) {
    for (std::size_t at = sql.find(parameter); at != std::string::npos; at = sql.find(parameter, at + 1)) {
      sql.replace(at, parameter.size(), "''");
    }
  }
  return sql;
}

// Views and functions on which a kept catalog may rest, and why: "" what they say follows from rows of pg_catalog
// alone.
const std::map<std::string, std::string, std::less<>> k_follow_from_rows = {
    {"aclexplode()", ""},
    {"array_to_json()", "formats what it is given, in a way that settings.sql sets"},
    {"array_to_string()", "formats what it is given, in a way that settings.sql sets"},
    {"concat()", "formats what it is given, in a way that settings.sql sets"},
    {"convert_from()", "formats what it is given, in a way that settings.sql sets"},
    {"convert_to()", "formats what it is given, in a way that settings.sql sets"},
    {"current_database()", "in the digest"},
    {"current_setting()", "of plumb's own settings, see below"},
    {"format()", "formats what it is given, in a way that settings.sql sets"},
    {"format_type()", ""},
    {"getdatabaseencoding()", "cannot be changed"},
    {"has_server_privilege()", "of the current role, which is in the digest"},
    {"oidvectortypes()", ""},
    {"pg_collation_actual_version()", "of the library that the postmaster has loaded"},
    {"pg_encoding_to_char()", "a constant table"},
    {"pg_get_constraintdef()", ""},
    {"pg_get_expr()", ""},
    {"pg_get_function_arguments()", ""},
    {"pg_get_function_result()", ""},
    {"pg_get_function_sqlbody()", ""},
    {"pg_get_indexdef()", ""},
    {"pg_get_partkeydef()", ""},
    {"pg_get_ruledef()", ""},
    {"pg_get_statisticsobjdef_expressions()", ""},
    {"pg_get_triggerdef()", ""},
    {"pg_get_userbyid()", ""},
    {"pg_get_viewdef()", ""},
    {"pg_has_role()", "of the current role, which is in the digest"},
    {"pg_identify_object()", ""},
    {"pg_options_to_table()", ""},
    {"pg_roles", "rows of pg_authid"},
    {"pg_user_mappings", "rows of pg_user_mapping, as far as the current role may see them; in the digest"},
    {"set_config()", "returns what it is given"},
    {"textanycat()", "formats what it is given, in a way that settings.sql sets"},
    {"to_jsonb()", "formats what it is given, in a way that settings.sql sets"},
    {"ts_token_type()", "asks the code of the parser"},
};

// All that decides what is in a catalog that may be kept.
std::vector<catalog::Kind> kept_queries() {
  std::vector<catalog::Kind> queries;
  for (const catalog::Kind* kind : catalog::Kinds::builtin().for_server(major_version() * 10000)) {
    if (!kind->always_asked) queries.push_back(*kind);
  }
  catalog::Kind& reach = queries.emplace_back();
  reach.name = "reach.sql";
  reach.sql = reach_query();
  return queries;
}

TEST_CASE("what a kind reads is in the digest of the rows, or the kind is always asked") {
  const TestDatabase database;
  const auto connection = database.connect();
  Server server(*connection);
  const std::vector<std::string> digested = inspect::digested_tables(major_version());
  for (const catalog::Kind& kind : kept_queries()) {
    INFO(kind.name);
    for (const std::string& column : server.read_by(kind)) {
      INFO(column);
      CHECK(std::ranges::find(digested, column.substr(0, column.find('.'))) != digested.end());
    }
    for (const std::string& name : server.views_and_functions_of(kind.sql)) {
      INFO(name);
      CHECK(k_follow_from_rows.contains(name));
    }
  }
}

TEST_CASE("a table that is not in the digest is there, and no kind reads it that is not always asked") {
  std::set<std::string> tables;
  for (const inspect::KnownColumn& column : inspect::known_columns())
    tables.emplace(column.name.substr(0, column.name.find('.')));
  for (const inspect::NotDigested& each : inspect::not_digested()) {
    INFO(each.table);
    CHECK(tables.contains(std::string(each.table)));
    CHECK_FALSE(each.reason.empty());
    for (const catalog::Kind& kind : kept_queries())
      CHECK(kind.sql.find("pg_catalog." + std::string(each.table) + " ") == std::string::npos);
  }
}

TEST_CASE("of settings a catalog that may be kept rests on plumb's own ones only") {
  constexpr std::string_view k_call = "current_setting(";
  for (const catalog::Kind& kind : kept_queries()) {
    INFO(kind.name);
    for (std::size_t at = kind.sql.find(k_call); at != std::string::npos; at = kind.sql.find(k_call, at + 1)) {
      CHECK(kind.sql.compare(at + k_call.size(), 7, "'plumb.") == 0);
    }
  }
}

TEST_CASE("what is said to be printed by a function is: a kind calls it") {
  std::string all;
  for (const catalog::Kind* kind : catalog::Kinds::builtin().for_server(major_version() * 10000)) all += kind->sql;
  constexpr std::string_view k_printed = "printed by ";
  for (const inspect::KnownColumn& column : inspect::known_columns()) {
    if (!column.reason.starts_with(k_printed)) continue;
    const std::string_view rest = column.reason.substr(k_printed.size());
    const std::string_view function = rest.substr(0, rest.find_first_of(" :,"));
    INFO(column.name << ": " << column.reason);
    CHECK(all.find(std::string(function) + "(") != std::string::npos);
  }
}

TEST_CASE("queries are ASCII: a server may be unable to convert anything else to the encoding of the database") {
  for (const catalog::Kind* kind : catalog::Kinds::builtin().for_server(major_version() * 10000)) {
    INFO(kind->name);
    CHECK(std::ranges::all_of(kind->sql, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  }
}

TEST_CASE("what a query reads is seen wherever it reads it") {
  const TestDatabase database;
  const auto connection = database.connect();
  Server server(*connection);
  catalog::Kind kind;
  kind.sql =
      "WITH w AS (SELECT rolname FROM pg_catalog.pg_roles) SELECT (SELECT max(rolname) FROM w) AS a, "
      "ARRAY(SELECT relpages FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid) AS b "
      "FROM pg_catalog.pg_namespace n WHERE EXISTS (SELECT to_jsonb(i) ->> 'indisvalid' FROM pg_catalog.pg_index i)";
  CHECK(server.read_by(kind) == std::set<std::string>{"pg_authid.rolname", "pg_class.relnamespace", "pg_class.relpages",
                                                      "pg_index.indisvalid", "pg_namespace.oid"});
}

TEST_CASE("columns that plumb does not know are counted, on a server that is newer than all it knows") {
  const TestDatabase database;
  const auto connection = database.connect();
  const auto ask = [&](std::span<const inspect::KnownColumn> known) {
    connection->send(inspect::unknown_columns_query(), std::vector<pg::Param>{inspect::names_as_array(known)});
    connection->send_sync();
    const pg::Reply reply = connection->receive();
    static_cast<void>(connection->receive());
    INFO(reply.error.message);
    REQUIRE(reply.kind == pg::Reply::Kind::rows);
    std::map<std::string, int> counts;
    for (std::size_t row = 0; row < reply.table->rows(); ++row) {
      counts[std::string(reply.table->cell(row, 0))] = number_at(reply.table->cell(row, 1));
    }
    return counts;
  };
  CHECK(ask(inspect::known_columns()).empty());
  std::vector<inspect::KnownColumn> fewer(inspect::known_columns().begin(), inspect::known_columns().end());
  std::erase_if(fewer, [](const auto& column) {
    return column.name == "pg_class.relname" || column.name.starts_with("pg_range.");
  });
  CHECK(ask(fewer) == std::map<std::string, int>{{"pg_class column", 1}, {"pg_range column", 7}});
}
