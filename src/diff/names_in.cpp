// SPDX-License-Identifier: Apache-2.0
#include "names_in.hpp"

#include <algorithm>
#include <optional>

namespace plumb::diff {
namespace {

bool begins_name(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || byte >= 0x80;
}

bool continues_name(char c) {
  return begins_name(c) || (c >= '0' && c <= '9') || c == '$';
}

bool is_of_operator(char c) {
  return std::string_view("+-*/<>=~!@#%^&|`?").find(c) != std::string_view::npos;
}

class Reader {
 public:
  Reader(std::string_view sql, std::vector<std::string>& keys) : m_sql(sql), m_keys(keys) {}

  void read() {
    while (m_at < m_sql.size()) {
      const char c = m_sql[m_at];
      if (c == '\'') {
        read_literal();
      } else if (c == '"' || begins_name(c)) {
        read_chain();
      } else {
        ++m_at;
      }
    }
  }

 private:
  // What stands in it is read like SQL; quotes in it are doubled, which is no matter.
  void read_literal() {
    const std::size_t begin = ++m_at;
    while (m_at < m_sql.size() && (m_sql[m_at] != '\'' || m_sql.substr(m_at + 1).starts_with('\''))) {
      m_at += m_sql[m_at] == '\'' ? 2 : 1;
    }
    m_at = std::min(m_at, m_sql.size());
    Reader(m_sql.substr(begin, m_at - begin), m_keys).read();
    ++m_at;
  }

  std::string read_quoted() {
    std::string name;
    for (++m_at; m_at < m_sql.size(); ++m_at) {
      if (m_sql[m_at] == '"') {
        if (!m_sql.substr(m_at + 1).starts_with('"')) break;
        ++m_at;
      }
      name += m_sql[m_at];
    }
    ++m_at;
    return name;
  }

  template <typename Predicate>
  std::string read_while(Predicate predicate) {
    const std::size_t begin = m_at;
    while (m_at < m_sql.size() && predicate(m_sql[m_at])) ++m_at;
    return std::string(m_sql.substr(begin, m_at - begin));
  }

  // "" where there is none.
  std::string read_name() {
    if (m_at >= m_sql.size()) return "";
    if (m_sql[m_at] == '"') return read_quoted();
    if (begins_name(m_sql[m_at])) return read_while(continues_name);
    return read_while(is_of_operator);
  }

  // a.b.c is b of a, and c of b.
  void read_chain() {
    std::string first = read_name();
    if (m_last == "LANGUAGE") m_keys.push_back(name_key("", first));
    m_last = first;
    while (m_at < m_sql.size() && m_sql[m_at] == '.') {
      ++m_at;
      std::string second = read_name();
      if (second.empty()) return;
      m_keys.push_back(name_key(first, second));
      first = std::move(second);
    }
  }

  std::string_view m_sql;
  std::vector<std::string>& m_keys;
  std::size_t m_at = 0;
  std::string m_last;
};

}  // namespace

std::string name_key(std::string_view schema, std::string_view name) {
  return std::string(schema) + '\0' + std::string(name);
}

std::vector<std::string> names_in(std::string_view sql) {
  std::vector<std::string> keys;
  Reader(sql, keys).read();
  return keys;
}

}  // namespace plumb::diff
