// SPDX-License-Identifier: Apache-2.0
// The functions that Atlas adds to those of Go (atlas-migrate.md §7.1).
#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/template/template.hpp>

#include "format.hpp"
#include "json_read.hpp"
#include "letters.hpp"

namespace plumb::tmpl {
namespace {

using Type = Function::Type;
using Values = std::vector<Value>;

[[nodiscard]] const std::string& text(const Values& values, std::size_t index) {
  return *values[index].as_string();
}
[[nodiscard]] std::int64_t number(const Values& values, std::size_t index) {
  return *values[index].as_int();
}

[[nodiscard]] std::string repeated(std::string_view piece, std::int64_t count) {
  if (count < 0) throw Error("strings: negative Repeat count");
  static constexpr std::int64_t k_largest = 1 << 28;
  if (!piece.empty() && count > k_largest / static_cast<std::int64_t>(piece.size())) {
    throw Error("strings: Repeat output length overflow");
  }
  std::string out;
  for (std::int64_t i = 0; i < count; ++i) out += piece;
  return out;
}

[[nodiscard]] Value json(const Values& values) {
  if (values.size() == 1) return to_json(values[0]);
  if (values.size() == 2) return to_json(values[0], "", text(values, 1));
  return to_json(values[0], text(values, 1), text(values, 2));
}

// Later objects win, key by key of the top level.
[[nodiscard]] Value json_merge(const Values& values) {
  Value::Map merged;
  bool any = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Value object = read_json(text(values, i));
    if (object.is_nil()) continue;
    const Value::Map* map = object.as_map();
    if (map == nullptr) {
      const std::string kind = object.as_list() != nullptr     ? "array"
                               : object.as_string() != nullptr ? "string"
                               : object.as_bool() != nullptr   ? "bool"
                                                               : "number";
      throw Error(fmt::format("json: cannot unmarshal {} into Go value of type map[string]interface {{}}", kind));
    }
    any = true;
    for (const auto& [key, value] : *map) merged.insert_or_assign(key, value);
  }
  return any ? to_json(Value(merged)) : "null";
}

[[nodiscard]] Value indent_lines(const Values& values) {
  const std::string blanks = repeated(" ", number(values, 1));
  std::string out;
  for (const char c : text(values, 0)) {
    out += c;
    if (c == '\n') out += blanks;
  }
  return out;
}

[[nodiscard]] Value join(const Values& values) {
  std::string out;
  bool first = true;
  for (const Value& element : *values[0].as_list()) {
    if (!first) out += text(values, 1);
    first = false;
    out += format_default(element);
  }
  return out;
}

// The words of a text in lines of at most `n` bytes; a longer word is a line of its own.
[[nodiscard]] Value lines_of_width(const Values& values) {
  const auto width = static_cast<std::size_t>(std::max<std::int64_t>(number(values, 1), 0));
  List lines;
  std::string line;
  std::string_view rest = text(values, 0);
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (!line.empty() && line.size() + 1 + word.size() > width) lines.emplace_back(std::exchange(line, ""));
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty() || lines.empty()) lines.emplace_back(line);
  return Value(std::move(lines)).with_type("[]string");
}

// "\033[<code>m…": what a terminal takes for a colour; the text alone where there is none.
[[nodiscard]] Function painter(bool colour, std::string_view code, std::string_view reset) {
  return Function({Type::string}, [=](const Values& values) -> Value {
    if (!colour) return text(values, 0);
    return fmt::format("\033[{}m{}\033[{}m", code, text(values, 0), reset);
  });
}

void add_colours(Functions& functions, bool colour) {
  functions["cyan"] = painter(colour, "36", "0");
  functions["green"] = painter(colour, "92", "0");
  functions["red"] = painter(colour, "91", "0");
  functions["yellow"] = painter(colour, "33", "0");
  functions["gray"] = painter(colour, "90", "0");
  functions["underline"] = painter(colour, "4", "24");
  functions["redBgWhiteFg"] = painter(colour, "97;101", "0;0");
}

}  // namespace

Functions atlas_functions(bool colour) {
  Functions functions;
  functions["json"] = Function::with_rest({Type::any, Type::string}, json);
  functions["json_merge"] = Function::with_rest({Type::string}, json_merge);
  functions["add"] =
      Function({Type::integer, Type::integer}, [](const Values& v) { return Value(number(v, 0) + number(v, 1)); });
  functions["sub"] =
      Function({Type::integer, Type::integer}, [](const Values& v) { return Value(number(v, 0) - number(v, 1)); });
  functions["upper"] = Function({Type::string}, [](const Values& v) { return Value(to_upper(text(v, 0))); });
  functions["lower"] = Function({Type::string}, [](const Values& v) { return Value(to_lower(text(v, 0))); });
  functions["repeat"] = Function({Type::string, Type::integer},
                                 [](const Values& v) { return Value(repeated(text(v, 0), number(v, 1))); });
  functions["join"] = Function({Type::list, Type::string}, join);
  functions["indent_ln"] = Function({Type::string, Type::integer}, indent_lines);
  functions["maxWidth"] = Function({Type::string, Type::integer}, lines_of_width);
  add_colours(functions, colour);
  return functions;
}

}  // namespace plumb::tmpl
