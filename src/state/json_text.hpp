// SPDX-License-Identifier: Apache-2.0
// The little JSON that object lines of a snapshot are made of. By hand, since a document model of a large catalog costs
// ten times its text. Bytes from 0x80 on are taken as they are: a server may hold text that is not UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plumb::state {

// "text", with what JSON wants escaped in the shortest form.
void append_json_string(std::string& out, std::string_view text);

// Whether `text` is a JSON array of strings in one line, as the server's array_to_json writes one.
[[nodiscard]] bool is_json_text_array(std::string_view text);

// Takes a line apart from left to right. Strings are decoded where they stand: the bytes of the line are overwritten,
// and what is returned are views into it. Nothing, or false: something else stands there.
class JsonCursor {
 public:
  JsonCursor(char* begin, char* end) : m_at(begin), m_end(end) {}

  [[nodiscard]] bool take(std::string_view literal);
  [[nodiscard]] std::optional<std::string_view> string();
  // An array of strings as it is written, brackets included.
  [[nodiscard]] std::optional<std::string_view> raw_array();
  [[nodiscard]] bool at_end() const { return m_at == m_end; }
  [[nodiscard]] bool next_is(char c) const { return m_at != m_end && *m_at == c; }

 private:
  std::optional<std::string_view> decode(char* begin);

  char* m_at;
  char* m_end;
};

}  // namespace plumb::state
