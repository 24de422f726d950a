// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/quote.hpp>

#include <algorithm>
#include <array>

namespace plumb::sql {
namespace {

// The keywords that cannot stand everywhere as a name: pg_get_keywords() with a catcode other than "U", of PostgreSQL
// 15 to 18 together. A quoted name that an older server would not quote is as good.
// clang-format off
constexpr std::array<std::string_view, 164> k_keywords = {
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between",
    "bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character", "check", "coalesce", "collate",
    "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog", "current_date",
    "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "dec", "decimal",
    "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "exists", "extract", "false", "fetch",
    "float", "for", "foreign", "freeze", "from", "full", "grant", "greatest", "group", "grouping", "having", "ilike",
    "in", "initially", "inner", "inout", "int", "integer", "intersect", "interval", "into", "is", "isnull", "join",
    "json", "json_array", "json_arrayagg", "json_exists", "json_object", "json_objectagg", "json_query",
    "json_scalar", "json_serialize", "json_table", "json_value", "lateral", "leading", "least", "left", "like",
    "limit", "localtime", "localtimestamp", "merge_action", "national", "natural", "nchar", "none", "normalize",
    "not", "notnull", "null", "nullif", "numeric", "offset", "on", "only", "or", "order", "out", "outer", "overlaps",
    "overlay", "placing", "position", "precision", "primary", "real", "references", "returning", "right", "row",
    "select", "session_user", "setof", "similar", "smallint", "some", "substring", "symmetric", "system_user",
    "table", "tablesample", "then", "time", "timestamp", "to", "trailing", "treat", "trim", "true", "union", "unique",
    "user", "using", "values", "varchar", "variadic", "verbose", "when", "where", "window", "with", "xmlattributes",
    "xmlconcat", "xmlelement", "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot",
    "xmlserialize", "xmltable",
};
// clang-format on
static_assert(std::is_sorted(k_keywords.begin(), k_keywords.end()));

constexpr bool is_lower_or_underscore(char c) {
  return (c >= 'a' && c <= 'z') || c == '_';
}

bool is_safe(std::string_view name) {
  if (name.empty() || !is_lower_or_underscore(name.front())) return false;
  const auto plain = [](char c) { return is_lower_or_underscore(c) || (c >= '0' && c <= '9'); };
  return std::all_of(name.begin(), name.end(), plain) &&
         !std::binary_search(k_keywords.begin(), k_keywords.end(), name);
}

void append_doubling(std::string& out, std::string_view text, std::string_view doubled) {
  for (const char c : text) {
    if (doubled.find(c) != std::string_view::npos) out += c;
    out += c;
  }
}

}  // namespace

std::string quote_identifier(std::string_view name) {
  std::string out = "\"";
  append_doubling(out, name, "\"");
  out += '"';
  return out;
}

std::string quote_identifier_if_needed(std::string_view name) {
  return is_safe(name) ? std::string(name) : quote_identifier(name);
}

std::string unquote_identifier(std::string_view name) {
  if (name.size() < 2 || !name.starts_with('"') || !name.ends_with('"')) return std::string(name);
  std::string out;
  for (std::size_t at = 1; at + 1 < name.size(); ++at) {
    out += name[at];
    if (name[at] == '"') ++at;  // two of them stand for one
  }
  return out;
}

std::string quote_literal(std::string_view text) {
  const bool escapes = text.find('\\') != std::string_view::npos;
  std::string out = escapes ? "E'" : "'";
  append_doubling(out, text, escapes ? "'\\" : "'");
  out += '\'';
  return out;
}

}  // namespace plumb::sql
