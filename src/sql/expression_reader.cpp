// SPDX-License-Identifier: Apache-2.0
#include "expression_reader.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

namespace plumb::sql {

using nlohmann::json;
using Kind = Expression::Kind;

namespace {

// The names of a list of String nodes, joined: "public.f".
std::string dotted(const json& names) {
  std::string out;
  for (const json& name : names) {
    if (!out.empty()) out += '.';
    out += name.at("String").value("sval", "");
  }
  return out;
}

bool holds_only(const json& fields, std::initializer_list<std::string_view> allowed) {
  return std::ranges::all_of(fields.items(), [&](const auto& field) {
    return std::ranges::find(allowed, std::string_view(field.key())) != allowed.end();
  });
}

// The tree without places, which are all that differs between two times the same text.
json without_places(const json& node) {
  if (node.is_array()) {
    json out = json::array();
    for (const json& element : node) out.push_back(without_places(element));
    return out;
  }
  if (!node.is_object()) return node;
  json out = json::object();
  for (const auto& [key, value] : node.items()) {
    if (key != "location") out[key] = without_places(value);
  }
  return out;
}

std::size_t first_place(const json& node) {
  std::size_t first = std::numeric_limits<std::size_t>::max();
  if (node.is_object()) {
    for (const auto& [key, value] : node.items()) {
      first = std::min(first, key == "location" ? value.get<std::size_t>() : first_place(value));
    }
  } else if (node.is_array()) {
    for (const json& element : node) first = std::min(first, first_place(element));
  }
  return first;
}

// Operators of pg_catalog are printed without a schema.
void collect_calls(const json& node, std::vector<std::string>& calls) {
  if (node.is_object()) {
    if (node.contains("funcname")) calls.push_back(dotted(node.at("funcname")));
    if (node.contains("TypeCast")) {
      const json& type = node.at("TypeCast").at("typeName");
      const std::string name = type.contains("names") ? dotted(type.at("names")) : "";
      if (name.find('.') != std::string::npos && !name.starts_with("pg_catalog.")) calls.push_back(name);
    }
    if (node.contains("A_Expr") && node.at("A_Expr").at("name").size() > 1) {
      calls.push_back(dotted(node.at("A_Expr").at("name")));
    }
    for (const auto& [key, value] : node.items()) collect_calls(value, calls);
  } else if (node.is_array()) {
    for (const json& element : node) collect_calls(element, calls);
  }
}

bool holds_query(const json& node) {
  if (node.is_object() && node.contains("SubLink")) return true;
  if (!node.is_object() && !node.is_array()) return false;
  return std::ranges::any_of(node, holds_query);
}

// Of kind `other` if it is none of those that have a text.
Expression constant(const json& fields) {
  const auto made = [](std::string text, Kind kind = Kind::constant) {
    Expression out;
    out.kind = kind;
    out.name = std::move(text);
    return out;
  };
  if (fields.value("isnull", false)) return made("", Kind::null);
  // A value that is zero, empty or false is left out by the printer of the tree.
  if (fields.contains("sval")) return made(fields.at("sval").value("sval", ""));
  if (fields.contains("ival")) return made(std::to_string(fields.at("ival").value("ival", 0)));
  if (fields.contains("fval")) return made(fields.at("fval").value("fval", "0"));
  if (fields.contains("boolval")) return made(fields.at("boolval").value("boolval", false) ? "true" : "false");
  return {};  // a bit string
}

Kind boolean_test(std::string_view type) {
  constexpr std::pair<std::string_view, Kind> k_tests[] = {
      {"IS_TRUE", Kind::is_true},       {"IS_NOT_TRUE", Kind::is_not_true},
      {"IS_FALSE", Kind::is_false},     {"IS_NOT_FALSE", Kind::is_not_false},
      {"IS_UNKNOWN", Kind::is_unknown}, {"IS_NOT_UNKNOWN", Kind::is_not_unknown},
  };
  const auto* found = std::ranges::find(k_tests, type, [](const auto& test) { return test.first; });
  return found == std::end(k_tests) ? Kind::other : found->second;
}

Kind boolean_operation(std::string_view operation) {
  if (operation == "AND_EXPR") return Kind::conjunction;
  return operation == "OR_EXPR" ? Kind::disjunction : Kind::negation;
}

}  // namespace

const json* expression_of_plain_select(const json& select) {
  if (!holds_only(select, {"targetList", "limitOption", "op"}) || select.value("op", "") != "SETOP_NONE")
    return nullptr;
  if (!select.contains("targetList") || select.at("targetList").size() != 1) return nullptr;
  return &select.at("targetList")[0].at("ResTarget").at("val");
}

Expression ExpressionReader::read(const json& node) const {
  if (!node.is_object() || node.size() != 1) return other(node);
  const std::string& type = node.begin().key();
  const json& fields = node.begin().value();
  if (type == "ColumnRef") return read_column(node, fields);
  if (type == "A_Const") {
    Expression out = constant(fields);
    return out.kind == Kind::other ? other(node) : out;
  }
  if (type == "FuncCall") return read_call(node, fields);
  if (type == "TypeCast") return read_cast(node, fields);
  if (type == "A_Expr") return read_operation(node, fields);
  if (type == "BoolExpr") return read_parts(boolean_operation(fields.value("boolop", "")), fields.at("args"));
  if (type == "CoalesceExpr") return read_parts(Kind::coalesce, fields.at("args"));
  if (type == "CaseExpr") return read_case(fields);
  if (type == "SubLink") return read_sublink(node, fields);
  if (type == "NullTest") {
    const bool is_null = fields.value("nulltesttype", "") == "IS_NULL";
    return read_parts(is_null ? Kind::is_null : Kind::is_not_null, json::array({fields.at("arg")}));
  }
  if (type == "BooleanTest") {
    return read_parts(boolean_test(fields.value("booltesttype", "")), json::array({fields.at("arg")}));
  }
  return other(node);
}

Expression ExpressionReader::read_parts(Kind kind, const json& list) const {
  Expression out;
  out.kind = kind;
  for (const json& part : list) out.parts.push_back(read(part));
  return out;
}

Expression ExpressionReader::read_column(const json& node, const json& fields) const {
  const json& names = fields.at("fields");
  if (names.size() > 2 || !names.back().contains("String")) return other(node);
  Expression out;
  out.kind = Kind::column;
  out.name = names.back().at("String").value("sval", "");
  return out;
}

Expression ExpressionReader::read_call(const json& node, const json& fields) const {
  if (!holds_only(fields, {"funcname", "args", "funcformat", "location"})) return other(node);
  Expression out = read_parts(Kind::call, fields.value("args", json::array()));
  out.name = dotted(fields.at("funcname"));
  return out;
}

Expression ExpressionReader::read_cast(const json& node, const json& fields) const {
  const json& type = fields.at("typeName");
  if (!holds_only(type, {"names", "typemod", "location"}) || type.value("typemod", -1) != -1) return other(node);
  Expression out = read_parts(Kind::cast, json::array({fields.at("arg")}));
  out.name = dotted(type.at("names"));
  if (out.name.starts_with("pg_catalog.")) out.name.erase(0, out.name.find('.') + 1);
  return out;
}

// A user's operator is printed as OPERATOR(schema.name), and then its name has two parts.
Expression ExpressionReader::read_operation(const json& node, const json& fields) const {
  const std::string kind = fields.value("kind", "");
  if (fields.at("name").size() != 1) return other(node);
  if (kind == "AEXPR_OP_ANY") return read_array_operation(node, fields, Kind::any_of);
  if (kind == "AEXPR_OP_ALL") return read_array_operation(node, fields, Kind::all_of);
  if (kind == "AEXPR_IN") return read_list_operation(node, fields);
  const Kind read_as = kind == "AEXPR_OP"             ? Kind::compare
                       : kind == "AEXPR_DISTINCT"     ? Kind::distinct
                       : kind == "AEXPR_NOT_DISTINCT" ? Kind::not_distinct
                       : kind == "AEXPR_NULLIF"       ? Kind::nullif
                                                      : Kind::other;
  if (read_as == Kind::other || !fields.contains("rexpr")) return other(node);
  json sides = json::array();
  if (fields.contains("lexpr")) sides.push_back(fields.at("lexpr"));
  sides.push_back(fields.at("rexpr"));
  if (sides.size() == 1 && read_as != Kind::compare) return other(node);
  Expression out = read_parts(read_as, sides);
  out.name = dotted(fields.at("name"));
  return out;
}

Expression ExpressionReader::read_array_operation(const json& node, const json& fields, Kind kind) const {
  const json& array = fields.at("rexpr");
  if (!array.contains("A_ArrayExpr")) return other(node);
  json parts = json::array({fields.at("lexpr")});
  for (const json& element : array.at("A_ArrayExpr").value("elements", json::array())) parts.push_back(element);
  Expression out = read_parts(kind, parts);
  out.name = dotted(fields.at("name"));
  return out;
}

// x IN (a, b) is x = ANY, x NOT IN (a, b) is x <> ALL.
Expression ExpressionReader::read_list_operation(const json& node, const json& fields) const {
  if (!fields.at("rexpr").contains("List")) return other(node);
  json parts = json::array({fields.at("lexpr")});
  for (const json& element : fields.at("rexpr").at("List").at("items")) parts.push_back(element);
  const std::string name = dotted(fields.at("name"));
  Expression out = read_parts(name == "=" ? Kind::any_of : Kind::all_of, parts);
  out.name = name;
  return out;
}

Expression ExpressionReader::read_case(const json& fields) const {
  Expression out;
  out.kind = Kind::case_when;
  for (const json& branch : fields.at("args")) {
    const json& when = branch.at("CaseWhen");
    Expression condition = read(when.at("expr"));
    if (fields.contains("arg")) {
      Expression equal;
      equal.kind = Kind::compare;
      equal.name = "=";
      equal.parts = {read(fields.at("arg")), std::move(condition)};
      condition = std::move(equal);
    }
    out.parts.push_back(std::move(condition));
    out.parts.push_back(read(when.at("result")));
  }
  Expression otherwise;
  otherwise.kind = Kind::null;
  if (fields.contains("defresult")) otherwise = read(fields.at("defresult"));
  out.parts.push_back(std::move(otherwise));
  return out;
}

Expression ExpressionReader::read_sublink(const json& node, const json& fields) const {
  if (fields.value("subLinkType", "") != "EXPR_SUBLINK" || !fields.at("subselect").contains("SelectStmt")) {
    return other(node);
  }
  const json* inner = expression_of_plain_select(fields.at("subselect").at("SelectStmt"));
  return inner == nullptr ? other(node) : read_parts(Kind::subquery, json::array({*inner}));
}

Expression ExpressionReader::other(const json& node) const {
  Expression out;
  out.shape = without_places(node).dump();
  out.text = text_from(first_place(node));
  out.has_query = holds_query(node);
  collect_calls(node, out.calls);
  return out;
}

// Up to the bracket that closes what the expression stands in, or to the next AND or OR beside it.
std::string ExpressionReader::text_from(std::size_t start) const {
  if (start >= m_source.size()) return "an expression";
  int depth = 0;
  bool quoted = false;
  std::size_t at = start;
  for (; at < m_source.size(); ++at) {
    const char c = m_source[at];
    if (c == '\'') quoted = !quoted;
    if (quoted) continue;
    depth += (c == '(') - (c == ')');
    if (depth < 0) break;
    const std::string_view rest = m_source.substr(at);
    if (depth == 0 && (rest.starts_with(" AND ") || rest.starts_with(" OR "))) break;
  }
  return std::string(m_source.substr(start, at - start));
}

}  // namespace plumb::sql
