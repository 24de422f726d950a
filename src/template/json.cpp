// SPDX-License-Identifier: Apache-2.0
// Values as Go's encoding/json writes them. The compact text is made first and indented afterwards, as Go does: so a
// value that brings its own JSON (a time) is indented like all others.
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/template/template.hpp>

#include "base64.hpp"

namespace plumb::tmpl {
namespace {

// Like %v of a float, but with an exponent only from 1e21 on and below 1e-6, and without its leading zero: 1e-7.
[[nodiscard]] std::string float_text(double value) {
  if (!std::isfinite(value)) {
    throw Error(fmt::format("json: unsupported value: {}", std::isnan(value) ? "NaN" : value < 0 ? "-Inf" : "+Inf"));
  }
  const double size = std::abs(value);
  const bool exponent = size != 0 && (size < 1e-6 || size >= 1e21);
  char buffer[64];
  const auto format = exponent ? std::chars_format::scientific : std::chars_format::fixed;
  std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr);
  if (const std::size_t at = text.size() - 4; exponent && text.size() >= 4 && text.substr(at, 3) == "e-0") {
    text.erase(at + 2, 1);
  }
  return text;
}

void write(std::string& out, const Value& value);

[[nodiscard]] bool is_empty(const Value& value) {
  if (value.as_struct() != nullptr && value.as_struct()->underlying.data().index() == 0) return value.is_nil();
  return !value.truth();
}

void write_struct(std::string& out, const Struct& record) {
  out += '{';
  bool first = true;
  for (const Struct::Field& field : record.fields) {
    if (field.json_name.empty() || (field.omit_empty && is_empty(field.value))) continue;
    if (!first) out += ',';
    first = false;
    out += go_json_string(field.json_name);
    out += ':';
    write(out, field.value);
  }
  out += '}';
}

void write_list(std::string& out, const List& list) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += ',';
    write(out, list[i]);
  }
  out += ']';
}

void write_map(std::string& out, const Value::Map& map) {
  out += '{';
  bool first = true;
  for (const auto& [key, element] : map) {
    if (!first) out += ',';
    first = false;
    out += go_json_string(key);
    out += ':';
    write(out, element);
  }
  out += '}';
}

void write(std::string& out, const Value& value) {
  if (value.is_nil()) {
    out += "null";
    return;
  }
  const Struct* record = value.as_struct();
  if (record != nullptr && record->json) {
    out += record->json();
  } else if (const bool* b = value.as_bool()) {
    out += *b ? "true" : "false";
  } else if (const std::int64_t* number = value.as_int()) {
    out += std::to_string(*number);
  } else if (const double* real = value.as_double()) {
    out += float_text(*real);
  } else if (const std::string* text = value.as_string()) {
    out += value.is_bytes() ? "\"" + base64(*text) + "\"" : go_json_string(*text);
  } else if (const List* list = value.as_list()) {
    write_list(out, *list);
  } else if (const Value::Map* map = value.as_map()) {
    write_map(out, *map);
  } else if (record != nullptr) {
    write_struct(out, *record);
  }
}

// Length of the string literal at the front, with its quotes.
[[nodiscard]] std::size_t literal_length(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

[[nodiscard]] std::string indented(std::string_view compact, std::string_view prefix, std::string_view indent) {
  std::string out;
  int depth = 0;
  const auto line = [&] {
    out += '\n';
    out += prefix;
    for (int i = 0; i < depth; ++i) out += indent;
  };
  while (!compact.empty()) {
    const char c = compact[0];
    const bool empty = compact.size() > 1 && ((c == '{' && compact[1] == '}') || (c == '[' && compact[1] == ']'));
    const std::size_t length = c == '"' ? literal_length(compact) : empty ? 2 : 1;
    if (!empty && (c == '}' || c == ']')) {
      --depth;
      line();
    }
    out += compact.substr(0, length);
    if (!empty && (c == '{' || c == '[')) {
      ++depth;
      line();
    }
    if (c == ',') line();
    if (c == ':') out += ' ';
    compact.remove_prefix(length);
  }
  return out;
}

}  // namespace

std::string to_json(const Value& value) {
  std::string out;
  write(out, value);
  return out;
}

std::string to_json(const Value& value, std::string_view prefix, std::string_view indent) {
  return indented(to_json(value), prefix, indent);
}

}  // namespace plumb::tmpl
