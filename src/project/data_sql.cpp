// SPDX-License-Identifier: Apache-2.0
// The first column of a query's rows. Rows come as text; what a text means is decided by the type of the column, as
// Atlas's driver does it: booleans, whole and floating numbers are values of their own, times are refused, all other
// types stay text.
#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/pg/connection.hpp>

#include "data_kinds.hpp"

namespace plumb::project {
namespace {

using hcl::Type;
using hcl::Value;

constexpr const char* k_statement = "plumb_data_source";

std::vector<pg::Param> parameters(const std::optional<Value>& args) {
  std::vector<pg::Param> out;
  if (!args) return out;
  if (!args->has_content() || !args->type().is_sequence()) {
    throw Error(fmt::format("attribute \"args\" must be a list, got: {}", args->type().friendly_name()));
  }
  for (const Value& value : args->as_list()) {
    if (value.has_content() && value.is(Type::Kind::string)) {
      out.emplace_back(value.as_string());
    } else if (value.has_content() && value.is(Type::Kind::number)) {
      out.emplace_back(value.as_number().text());
    } else if (value.has_content() && value.is(Type::Kind::boolean)) {
      out.emplace_back(value.as_bool() ? "true" : "false");
    } else {
      throw Error(fmt::format("attribute \"args\" must be a list of strings, numbers or booleans, got: {}",
                              value.type().friendly_name()));
    }
  }
  return out;
}

std::unique_ptr<pg::Connection> open(const std::string& url, const Stop& stop) {
  try {
    auto result = pg::try_connect(pg::Target::parse(Secret(url)), {}, stop);
    if (result.connection) return std::move(result.connection);
    throw Error("postgres: scanning system variables: " + result.atlas_text);
  } catch (Error& error) {
    error.prefix("opening connection: ");
    throw;
  }
}

std::unique_ptr<TextTable> run(pg::Connection& connection, const std::string& query,
                               std::span<const pg::Param> params) {
  connection.send(query, params);
  connection.send_sync();
  pg::Reply reply = connection.receive();
  while (connection.outstanding() > 0) (void)connection.receive();
  if (!reply.ok()) throw Error("executing query: " + pg::atlas_text(reply.error, query));
  if (!reply.table) return std::make_unique<OwnedTextTable>(std::vector<std::string>());
  return std::move(reply.table);
}

// The name of the column's type, "" if it cannot be told. A result does not carry it, so the server is asked: from 16
// on it tells the result types of a prepared statement; before that the query runs a second time below pg_typeof().
std::string column_type(pg::Connection& connection, const std::string& query, std::span<const pg::Param> params) {
  std::string ask;
  if (connection.server_version() >= 160000) {
    connection.send_prepare(k_statement, query);
    ask = fmt::format("SELECT result_types[1]::text FROM pg_catalog.pg_prepared_statements WHERE name = '{}'",
                      k_statement);
    connection.send(ask);
  } else {
    ask = fmt::format("SELECT pg_catalog.pg_typeof(c)::text FROM ({}) AS q (c) LIMIT 1", query);
    connection.send(ask, params);
  }
  connection.send_sync();
  std::string out;
  while (connection.outstanding() > 0) {
    const pg::Reply reply = connection.receive();
    if (reply.kind == pg::Reply::Kind::rows && reply.table->rows() == 1) out = reply.table->cell(0, 0);
  }
  return out;
}

Value cell_value(std::string_view cell, const std::string& type) {
  if (type == "boolean") return Value::boolean(cell == "t");
  const bool whole = type == "smallint" || type == "integer" || type == "bigint";
  if (whole || type == "real" || type == "double precision") {
    if (auto number = hcl::Number::parse(cell)) {
      const auto as_int = number->to_int64();
      return Value::number(whole && as_int ? hcl::Number::from_int(*as_int)
                                           : hcl::Number::from_double(number->to_double()));
    }
  }
  if (type.starts_with("timestamp") || type == "date" || type.starts_with("time "))
    throw Error("unsupported row type: time.Time");
  return Value::string(cell);
}

Type value_type(const std::string& type) {
  if (type == "boolean") return Type::boolean();
  if (type == "smallint" || type == "integer" || type == "bigint" || type == "real" || type == "double precision")
    return Type::number();
  return Type::string();
}

}  // namespace

Value read_sql(const DataCall& call) {
  DataArguments arguments(call);
  const std::string url = arguments.text("url");
  const std::string query = arguments.text("query");
  arguments.check();
  const auto params = parameters(arguments.any("args"));
  arguments.finish();

  const auto connection = open(url, call.context.stop);
  const auto table = run(*connection, query, params);
  if (table->rows() > 0 && table->columns() != 1) {
    throw Error(fmt::format("scanning row: sql: expected {} destination arguments in Scan, not 1", table->columns()));
  }
  const std::string type = table->columns() == 1 ? column_type(*connection, query, params) : "";
  Value::List values;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    if (table->is_null(row, 0)) throw Error("unsupported row type: <nil>");
    values.push_back(cell_value(table->cell(row, 0), type));
  }
  const Value first = values.empty() ? Value::null(value_type(type)) : values.front();
  return Value::object({{"count", Value::number(static_cast<std::int64_t>(values.size()))},
                        {"value", first},
                        {"values", Value::list(value_type(type), values)}});
}

}  // namespace plumb::project
