// SPDX-License-Identifier: Apache-2.0
#include <plumb/inspect/rows_digest.hpp>

#include <algorithm>
#include <array>

#include <fmt/ranges.h>

#include <plumb/inspect/known_columns.hpp>

#include "inspect_sql.hpp"

namespace plumb::inspect {
namespace {

constexpr auto k_not_digested = std::to_array<NotDigested>({
    {.table = "pg_statistic", .reason = "statistics of ANALYZE"},
    {.table = "pg_statistic_ext_data", .reason = "statistics of ANALYZE"},
    {.table = "pg_largeobject", .reason = "data"},
    {.table = "pg_largeobject_metadata",
     .reason = "as many rows as data has; the kind that counts them is always asked"},
    {.table = "pg_replication_origin", .reason = "progress of replication"},
    {.table = "pg_subscription_rel", .reason = "progress of replication"},
});

// What only superusers may read, at least in part, is told by texts.
constexpr auto k_told_by_texts = std::to_array<std::string_view>({"pg_authid", "pg_user_mapping", "pg_subscription"});

constexpr std::string_view k_roles =
    "SELECT ROW('role', oid, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, "
    "rolbypassrls, rolconnlimit, rolvaliduntil)::text FROM pg_catalog.pg_roles";
// The view shows to each role what the query of the kind is shown.
constexpr std::string_view k_user_mappings =
    "SELECT ROW('mapping', umid, srvid, umuser, umoptions)::text FROM pg_catalog.pg_user_mappings";

// Of what the databases of a cluster share, what concerns this one.
struct Part {
  std::string_view table;
  std::string_view condition;
};
constexpr auto k_parts = std::to_array<Part>({
    {.table = "pg_database", .condition = "oid = (SELECT oid FROM here)"},
    {.table = "pg_db_role_setting", .condition = "setdatabase IN (0, (SELECT oid FROM here))"},
    {.table = "pg_shdepend",
     .condition = "dbid = (SELECT oid FROM here) OR dbid = 0 AND "
                  "(classid <> 'pg_catalog.pg_database'::regclass OR objid = (SELECT oid FROM here))"},
});

// Of the columns those that a kind reads, which everybody may.
std::string subscriptions(int major) {
  constexpr std::string_view k_table = "pg_subscription.";
  std::string columns;
  for (const KnownColumn& column : known_columns()) {
    if (!column.name.starts_with(k_table) || !column.is_in(major) || !column.reason.empty()) continue;
    columns += fmt::format(", {}", column.name.substr(k_table.size()));
  }
  return fmt::format("SELECT ROW('subscription'{})::text FROM pg_catalog.pg_subscription", columns);
}

bool is_left_out(std::string_view table) {
  return std::ranges::find(k_not_digested, table, &NotDigested::table) != k_not_digested.end();
}

bool has_versions(std::string_view table) {
  return !is_left_out(table) && std::ranges::find(k_told_by_texts, table) == k_told_by_texts.end();
}

std::vector<std::string> tables(int major) {
  std::vector<std::string> out;
  for (const KnownColumn& column : known_columns()) {
    const std::string_view table = column.name.substr(0, column.name.find('.'));
    if (column.is_in(major) && (out.empty() || out.back() != table)) out.emplace_back(table);
  }
  return out;
}

std::string versions_query(int major) {
  std::vector<std::string> selects;
  int number = 0;
  for (const std::string& table : tables(major)) {
    ++number;
    if (!has_versions(table)) continue;
    const auto part = std::ranges::find(k_parts, table, &Part::table);
    const std::string where = part == k_parts.end() ? "" : fmt::format(" WHERE {}", part->condition);
    selects.push_back(fmt::format("SELECT {}, xmin FROM pg_catalog.{}{}", number, table, where));
  }
  return fmt::format("{}", fmt::join(selects, "\nUNION ALL "));
}

std::string texts_query(int major) {
  return fmt::format("{} UNION ALL {} UNION ALL {}", k_roles, k_user_mappings, subscriptions(major));
}

void fill_in(std::string& text, std::string_view name, std::string_view value) {
  const std::size_t at = text.rfind(name);
  text.replace(at, name.size(), value);
}

}  // namespace

std::span<const NotDigested> not_digested() {
  return k_not_digested;
}

std::vector<std::string> digested_tables(int major) {
  std::vector<std::string> out = tables(major);
  std::erase_if(out, is_left_out);
  return out;
}

std::string rows_query(int major) {
  std::string query(text::rows_digest_sql);
  fill_in(query, "{versions}", versions_query(major));
  fill_in(query, "{texts}", texts_query(major));
  return query;
}

}  // namespace plumb::inspect
