// SPDX-License-Identifier: Apache-2.0
#include "ask_data.hpp"

#include <fmt/format.h>

#include <plumb/pg/sqlstate.hpp>
#include <plumb/sql/quote.hpp>

#include "workflow_sql.hpp"

namespace plumb::workflow {
namespace {

using contract::Measured;
using contract::Unable;

constexpr int k_enough = 1000;  // rows: more need not be counted

std::string qualified(const std::string& schema, const std::string& name) {
  return sql::quote_identifier(schema) + "." + sql::quote_identifier(name);
}

// Rows that a policy hides must not be taken for rows that are not there: with row_security off the server refuses
// instead.
Question look(std::string sql) {
  return {.settings = {{"search_path", "pg_catalog"}, {"row_security", "off"}}, .role = {}, .sql = std::move(sql)};
}

Inquiry known_already(std::string code, Measured answer) {
  return {.code = std::move(code),
          .questions = {},
          .conclude = [answer = std::move(answer)](std::span<const pg::Reply>) { return answer; }};
}

// The rows of a query of the catalog as texts, or why there are none.
std::variant<std::vector<std::vector<std::string>>, Unable> ask_catalog(const Known& known, std::string_view sql) {
  query::Outcome outcome = known.database.run(sql);
  if (const auto* failure = std::get_if<query::Failure>(&outcome)) return Unable{failure->message};
  std::vector<std::vector<std::string>> out;
  for (const auto& row : std::get<query::Result>(outcome).rows) {
    std::vector<std::string>& texts = out.emplace_back();
    for (const query::Value& value : row) texts.push_back(query::to_text(value));
  }
  return out;
}

// Why an error of the server leaves the question open, whatever it says: here none is an answer.
std::optional<Unable> no_rows(const pg::Reply& reply, const Known& known, const std::string& tables) {
  if (reply.ok()) return std::nullopt;
  Unable out = no_answer(reply).value_or(Unable{fmt::format("{} ({})", reply.error.message, reply.error.sqlstate)});
  const std::string& role = known.snapshot.facts.role;
  out.reason = fmt::format("{} could not be read as {}: {}", tables, role, out.reason);
  if (reply.error.sqlstate == pg::sqlstate::k_insufficient_privilege) {
    out.remedy = fmt::format(
        "-- ask as a role that may read every row: one with BYPASSRLS, and\nGRANT SELECT ON {} TO that_role;", tables);
  }
  return out;
}

// One foreign key whose rows are looked at.
struct Key {
  std::string schema;
  std::string table;
  std::string name;
  std::string referenced;  // quoted
  std::vector<std::pair<std::string, std::string>> columns;

  [[nodiscard]] std::string quoted_table() const { return qualified(schema, table); }
};

std::vector<Key> keys_of(const std::vector<std::vector<std::string>>& rows) {
  std::vector<Key> out;
  for (const auto& row : rows) {
    const bool goes_on =
        !out.empty() && out.back().schema == row[0] && out.back().table == row[1] && out.back().name == row[2];
    if (!goes_on) {
      out.push_back(
          {.schema = row[0], .table = row[1], .name = row[2], .referenced = qualified(row[3], row[4]), .columns = {}});
    }
    out.back().columns.emplace_back(row[5], row[6]);
  }
  return out;
}

std::string count_crossing(const Key& key, const std::string& tenant_column) {
  std::string on;
  for (const auto& [column, referenced] : key.columns) {
    on += fmt::format("{}k.{} = p.{}", on.empty() ? "" : " AND ", sql::quote_identifier(column),
                      sql::quote_identifier(referenced));
  }
  const std::string tenant = sql::quote_identifier(tenant_column);
  return fmt::format(
      "SELECT pg_catalog.count(*) FROM (SELECT 1 FROM {} k JOIN {} p ON {} WHERE k.{} <> p.{} LIMIT {}) crossing",
      key.quoted_table(), key.referenced, on, tenant, tenant, k_enough);
}

std::string rows_text(const std::string& count) {
  if (count == "1") return "1 row leads";
  return fmt::format("{}{} rows lead", count == std::to_string(k_enough) ? "at least " : "", count);
}

// Where one key could not be looked at but another one breaks the rule, both are told.
Measured conclude_keys(const std::vector<Key>& keys, const Known& known, std::span<const pg::Reply> replies) {
  query::Result out{.columns = {"schema", "parent", "name", "message"}, .rows = {}};
  std::vector<std::pair<const Key*, Unable>> open;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Key& key = keys[i];
    if (auto why = no_rows(replies[i], known, fmt::format("{}, {}", key.quoted_table(), key.referenced))) {
      open.emplace_back(&key, *std::move(why));
      continue;
    }
    const std::string count(replies[i].table->cell(0, 0));
    if (count == "0") continue;
    out.rows.push_back({key.schema, key.table, key.name,
                        fmt::format("{} to a row of another tenant, in {}", rows_text(count), key.referenced)});
  }
  if (open.empty()) return out;
  if (out.rows.empty()) {
    Unable all = std::move(open.front().second);
    for (std::size_t i = 1; i < open.size(); ++i) all.reason += "; " + open[i].second.reason;
    return all;
  }
  for (const auto& [key, why] : open) {
    out.rows.push_back({key->schema, key->table, key->name, "its rows could not be looked at: " + why.reason});
  }
  return out;
}

Measured conclude_tenants(const std::string& schema, const std::string& name, const std::string& type,
                          const Known& known, std::span<const pg::Reply> replies) {
  if (auto why = no_rows(replies.front(), known, qualified(schema, name))) return *std::move(why);
  query::Result out{.columns = {"schema", "name", "message"}, .rows = {}};
  const std::string count(replies.front().table->cell(0, 0));
  if (count != "0" && count != "1") {
    out.rows.push_back({schema, name, fmt::format("{} tenants are of type {}", count, type)});
  }
  return out;
}

}  // namespace

Inquiry ask_operations_tenants(const Known& known) {
  const std::string code = "BST603";
  auto found = ask_catalog(known, text::ask_operations_tenants_sql);
  if (auto* why = std::get_if<Unable>(&found)) return known_already(code, std::move(*why));
  const auto& rows = std::get<0>(found);
  const std::vector<std::string>& types = known.knob("BST603.type");
  const std::string type = types.empty() ? "" : types.front();
  if (rows.empty()) {
    return known_already(code, Unable{fmt::format("there is no table {} to look at", known.settings.tenant.table)});
  }
  const std::string& schema = rows[0][0];
  const std::string& name = rows[0][1];
  if (rows[0][2] != "1") {
    return known_already(code, Unable{fmt::format("{} has no column type", qualified(schema, name))});
  }
  if (rows[0][3] == "1") return known_already(code, query::Result{.columns = {"name", "message"}, .rows = {}});
  const std::string sql = fmt::format("SELECT pg_catalog.count(*) FROM {} WHERE type::pg_catalog.text = {}",
                                      qualified(schema, name), sql::quote_literal(type));
  return {.code = code,
          .questions = {look(sql)},
          .conclude = [schema, name, type, &known](std::span<const pg::Reply> replies) {
            return conclude_tenants(schema, name, type, known, replies);
          }};
}

Inquiry ask_crossing_rows(const Known& known) {
  const std::string code = "BST605";
  auto found = ask_catalog(known, text::ask_crossing_rows_sql);
  if (auto* why = std::get_if<Unable>(&found)) return known_already(code, std::move(*why));
  const std::vector<Key> keys = keys_of(std::get<0>(found));
  Inquiry out{.code = code, .questions = {}, .conclude = [keys, &known](std::span<const pg::Reply> replies) {
                return conclude_keys(keys, known, replies);
              }};
  for (const Key& key : keys) out.questions.push_back(look(count_crossing(key, known.settings.tenant.column)));
  return out;
}

}  // namespace plumb::workflow
