// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <span>

#include <plumb/base/go_text.hpp>
#include <plumb/base/url.hpp>

#include "builtins.hpp"
#include "format.hpp"

namespace plumb::tmpl {
namespace {

using Type = Function::Type;
using Values = std::vector<Value>;

// What the escaping functions escape: one text as it is, anything else as print would show it.
[[nodiscard]] std::string plain_text(const Values& values) {
  if (values.size() == 1 && values[0].as_string() != nullptr && values[0].as_struct() == nullptr &&
      !values[0].is_bytes()) {
    return *values[0].as_string();
  }
  Values shown = values;
  for (Value& value : shown) {
    if (value.data().index() == 0) value = "<no value>";
  }
  return sprint(shown);
}

[[nodiscard]] std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\0':
        out += "\uFFFD";
        break;
      case '"':
        out += "&#34;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void append_js(std::string& out, char32_t rune, std::string_view bytes) {
  const auto code = static_cast<std::uint32_t>(rune);
  const std::string quoted = go_quote(bytes);
  if (rune == U'\\' || rune == U'\'' || rune == U'"') {
    out += '\\';
    out += static_cast<char>(rune);
  } else if (rune == U'<' || rune == U'>' || rune == U'&' || rune == U'=' || rune < U' ') {
    out += fmt::format("\\u{:04X}", code);
  } else if (rune < 0x80 || quoted == "\"" + std::string(bytes) + "\"") {
    out += bytes;
  } else {
    out += fmt::format("\\u{:04X}", code);
  }
}

[[nodiscard]] std::string escape_js(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Rune rune = decode_rune(text);
    append_js(out, rune.value, text.substr(0, static_cast<std::size_t>(rune.length)));
    text.remove_prefix(static_cast<std::size_t>(rune.length));
  }
  return out;
}

}  // namespace

void add_text_functions(Functions& functions) {
  functions["html"] =
      Function::with_rest({Type::any}, [](const Values& v) { return Value(escape_html(plain_text(v))); });
  functions["js"] = Function::with_rest({Type::any}, [](const Values& v) { return Value(escape_js(plain_text(v))); });
  functions["urlquery"] =
      Function::with_rest({Type::any}, [](const Values& v) { return Value(query_escape(plain_text(v))); });
  functions["print"] = Function::with_rest({Type::any}, [](const Values& v) { return Value(sprint(v)); });
  functions["println"] = Function::with_rest({Type::any}, [](const Values& v) { return Value(sprintln(v)); });
  functions["printf"] = Function::with_rest({Type::string, Type::any}, [](const Values& v) {
    return Value(sprintf(*v[0].as_string(), std::span(v).subspan(1)));
  });
}

}  // namespace plumb::tmpl
