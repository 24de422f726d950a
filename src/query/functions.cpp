// SPDX-License-Identifier: Apache-2.0
#include "functions.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <new>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "acl.hpp"
#include "names.hpp"
#include "squeeze.hpp"

namespace plumb::query {
namespace {

constexpr int k_pure = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

std::string_view text_of(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

Value value_of(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return sqlite3_value_int64(value);
    case SQLITE_FLOAT:
      return sqlite3_value_double(value);
    default:
      return std::string(text_of(value));
  }
}

void set_result(sqlite3_context* context, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    sqlite3_result_text64(context, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    sqlite3_result_int64(context, *integer);
  } else if (const auto* number = std::get_if<double>(&value)) {
    sqlite3_result_double(context, *number);
  }
}

void fail(sqlite3_context* context, const std::string& message) {
  sqlite3_result_error(context, message.c_str(), static_cast<int>(message.size()));
}

void call(sqlite3_context* context, int count, sqlite3_value** values) {
  const Function& function = *static_cast<const Function*>(sqlite3_user_data(context));
  try {
    std::vector<Value> arguments;
    for (int i = 0; i < count; ++i) arguments.push_back(value_of(values[i]));
    set_result(context, function.call(arguments));
  } catch (const Error& error) {
    fail(context, fmt::format("{}(): {}", function.name, error.message()));
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

RE2::Options pattern_options() {
  RE2::Options options(RE2::Quiet);
  options.set_never_capture(true);
  options.set_max_mem(4 << 20);
  return options;
}

// "text REGEXP pattern" is regexp(pattern, text). The pattern stays compiled as long as it is the same constant.
void regexp(sqlite3_context* context, int, sqlite3_value** values) {
  try {
    if (sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[1]) == SQLITE_NULL) return;
    auto* pattern = static_cast<RE2*>(sqlite3_get_auxdata(context, 0));
    std::unique_ptr<RE2> fresh;
    if (pattern == nullptr) {
      fresh = std::make_unique<RE2>(std::string(text_of(values[0])), pattern_options());
      if (!fresh->ok()) return fail(context, fmt::format("not a regular expression: {}", fresh->error()));
      pattern = fresh.get();
    }
    const std::string_view text = text_of(values[1]);
    sqlite3_result_int(context, RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern) ? 1 : 0);
    if (fresh) {
      sqlite3_set_auxdata(context, 0, fresh.release(), [](void* old) { delete static_cast<RE2*>(old); });
    }
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

// An expression of an index has no name: null outside of the strings becomes "".
std::string without_nulls(std::string_view json) {
  std::string out;
  bool inside = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (!inside && json.substr(at).starts_with("null")) {
      out += "\"\"";
      at += 3;
      continue;
    }
    out += json[at];
    if (json[at] == '"') inside = !inside;
    if (inside && json[at] == '\\' && at + 1 < json.size()) out += json[++at];
  }
  return out;
}

std::vector<std::string> list_of(const Value& list) {
  return is_null(list) ? std::vector<std::string>() : catalog::parse_text_list(without_nulls(to_text(list)));
}

Value list_at(std::span<const Value> arguments) {
  const std::vector<std::string> list = list_of(arguments[0]);
  const auto found = std::ranges::find(list, to_text(arguments[1]));
  if (is_null(arguments[1]) || found == list.end()) return {};
  return std::int64_t{found - list.begin() + 1};
}

Value list_has(std::span<const Value> arguments) {
  if (is_null(arguments[1])) return {};
  const std::vector<std::string> list = list_of(arguments[0]);
  return std::int64_t{std::ranges::find(list, to_text(arguments[1])) != list.end()};
}

Value list_text(std::span<const Value> arguments) {
  if (is_null(arguments[0])) return {};
  return fmt::format("{}", fmt::join(list_of(arguments[0]), ", "));
}

Value list_sql(std::span<const Value> arguments) {
  if (is_null(arguments[0])) return {};
  std::vector<std::string> names = list_of(arguments[0]);
  for (std::string& name : names) name = sql::quote_identifier_if_needed(name);
  return fmt::format("{}", fmt::join(names, ", "));
}

Value name_sql(std::span<const Value> arguments) {
  if (is_null(arguments[0])) return {};
  return sql::quote_identifier_if_needed(to_text(arguments[0]));
}

Value squeezed_code(std::span<const Value> arguments) {
  if (is_null(arguments[0])) return {};
  return squeezed(to_text(arguments[0]));
}

Value schema_of(std::span<const Value> arguments) {
  if (is_null(arguments[0])) return {};
  const std::vector<std::string> parts = name_parts(to_text(arguments[0]));
  return parts.size() < 2 ? Value() : Value(parts[parts.size() - 2]);
}

Value acl_privilege(std::span<const Value> arguments) {
  return is_null(arguments[0]) ? Value() : Value(parse_acl_entry(to_text(arguments[0])).privilege);
}

Value acl_grantee(std::span<const Value> arguments) {
  return is_null(arguments[0]) ? Value() : Value(unquoted(parse_acl_entry(to_text(arguments[0])).grantee));
}

Value name_of(std::span<const Value> arguments) {
  if (is_null(arguments[0])) return {};
  return name_parts(to_text(arguments[0])).back();
}

}  // namespace

std::string to_text(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *integer);
  if (const auto* number = std::get_if<double>(&value)) {
    std::string text = fmt::format("{:.15g}", *number);
    return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
  }
  return {};
}

std::vector<Function> builtin_functions() {
  return {{"list_has", 2, list_has},       {"list_at", 2, list_at},   {"list_text", 1, list_text},
          {"schema_of", 1, schema_of},     {"name_of", 1, name_of},   {"acl_privilege", 1, acl_privilege},
          {"acl_grantee", 1, acl_grantee}, {"list_sql", 1, list_sql}, {"name_sql", 1, name_sql},
          {"squeezed", 1, squeezed_code}};
}

void register_function(sqlite3* connection, const Function& function) {
  // SQLite hands the pointer back as it was given; call() only reads through it.
  void* data = const_cast<Function*>(&function);
  const int result = sqlite3_create_function_v2(connection, function.name.c_str(), function.arguments, k_pure, data,
                                                call, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) {
    throw Error(fmt::format("function {}(): SQLite says {}", function.name, sqlite3_errmsg(connection)));
  }
}

void register_regexp(sqlite3* connection) {
  sqlite3_create_function_v2(connection, "regexp", 2, k_pure, nullptr, regexp, nullptr, nullptr, nullptr);
}

}  // namespace plumb::query
