// SPDX-License-Identifier: Apache-2.0
#include "functions.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <new>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/sql/quote.hpp>

#include "acl.hpp"
#include "names.hpp"
#include "squeeze.hpp"
#include "text_list.hpp"
#include "value_text.hpp"

namespace plumb::query {
namespace {

constexpr int k_pure = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

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

std::vector<std::string> texts_of(const Value& list) {
  return is_null(list) ? std::vector<std::string>() : list_of(to_text(list));
}

std::size_t place_in(const Value& list, const Value& text) {
  return is_null(list) ? 0 : place_in_list(to_text(list), to_text(text));
}

Value list_at(std::span<const Value> arguments) {
  if (is_null(arguments[1])) return {};
  const std::size_t place = place_in(arguments[0], arguments[1]);
  return place == 0 ? Value() : Value(static_cast<std::int64_t>(place));
}

Value list_has(std::span<const Value> arguments) {
  if (is_null(arguments[1])) return {};
  return std::int64_t{place_in(arguments[0], arguments[1]) != 0};
}

// What a pattern of plumb.yaml makes of a table's name, cut as the server cuts names.
Value pattern_name(std::span<const Value> arguments) {
  if (is_null(arguments[0]) || is_null(arguments[1])) return {};
  constexpr std::size_t k_longest = 63;
  constexpr std::string_view k_table = "{table}";
  const std::string pattern = to_text(arguments[0]);
  const std::string table = to_text(arguments[1]);
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t found = std::min(pattern.find(k_table, at), pattern.size());
    out.append(pattern, at, found - at);
    if (found < pattern.size()) out += table;
    at = found + k_table.size();
  }
  if (out.size() > k_longest) {
    std::size_t end = k_longest;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
    out.resize(end);
  }
  return out;
}

Value list_text(std::span<const Value> arguments) {
  if (is_null(arguments[0])) return {};
  return fmt::format("{}", fmt::join(texts_of(arguments[0]), ", "));
}

Value list_sql(std::span<const Value> arguments) {
  if (is_null(arguments[0])) return {};
  std::vector<std::string> names = texts_of(arguments[0]);
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
  return is_null(arguments[0]) ? Value()
                               : Value(sql::unquote_identifier(parse_acl_entry(to_text(arguments[0])).grantee));
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
  return {{"list_has", 2, list_has},         {"list_at", 2, list_at},       {"list_text", 1, list_text},
          {"schema_of", 1, schema_of},       {"name_of", 1, name_of},       {"acl_privilege", 1, acl_privilege},
          {"acl_grantee", 1, acl_grantee},   {"list_sql", 1, list_sql},     {"name_sql", 1, name_sql},
          {"pattern_name", 2, pattern_name}, {"squeezed", 1, squeezed_code}};
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
