// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/declaration.hpp>

#include <algorithm>
#include <array>
#include <optional>

#include "tokens.hpp"

namespace plumb::sql {
namespace {

// Of several words first, where one is the start of the other.
constexpr std::array<std::string_view, 42> k_types = {"materialized view",
                                                      "foreign table",
                                                      "foreign data wrapper",
                                                      "event trigger",
                                                      "operator class",
                                                      "operator family",
                                                      "text search configuration",
                                                      "text search dictionary",
                                                      "text search parser",
                                                      "text search template",
                                                      "access method",
                                                      "user mapping",
                                                      "default privileges",
                                                      "large object",
                                                      "table",
                                                      "view",
                                                      "index",
                                                      "sequence",
                                                      "schema",
                                                      "function",
                                                      "procedure",
                                                      "routine",
                                                      "aggregate",
                                                      "type",
                                                      "domain",
                                                      "policy",
                                                      "trigger",
                                                      "rule",
                                                      "extension",
                                                      "role",
                                                      "user",
                                                      "group",
                                                      "operator",
                                                      "collation",
                                                      "conversion",
                                                      "statistics",
                                                      "publication",
                                                      "subscription",
                                                      "server",
                                                      "language",
                                                      "database",
                                                      "tablespace"};

// Words between CREATE and the type.
constexpr std::array<std::string_view, 12> k_modifiers = {"or",         "replace",   "global",   "local",
                                                          "temp",       "temporary", "unlogged", "unique",
                                                          "constraint", "recursive", "trusted",  "procedural"};

class Reader {
 public:
  explicit Reader(std::string_view statement) : m_tokens(tokens(statement)) {}

  std::vector<Declaration> run() {
    if (take("create")) {
      while (m_at < m_tokens.size() && std::ranges::any_of(k_modifiers, [&](auto word) { return is(word); })) ++m_at;
      read_create();
    } else if (take("alter")) {
      read_alter();
    } else if (take("comment")) {
      if (take("on")) read_comment();
    } else if (take("grant") || take("revoke")) {
      read_grant();
    } else if (take("drop")) {
      read_drop();
    }
    return std::move(m_out);
  }

 private:
  // --- words

  [[nodiscard]] bool is(std::string_view word, std::size_t ahead = 0) const {
    return m_at + ahead < m_tokens.size() && m_tokens[m_at + ahead].is_word(word);
  }
  [[nodiscard]] bool is_symbol(char c) const { return m_at < m_tokens.size() && m_tokens[m_at].is_symbol(c); }
  bool take(std::string_view word) {
    if (!is(word)) return false;
    ++m_at;
    return true;
  }
  bool take_symbol(char c) {
    if (!is_symbol(c)) return false;
    ++m_at;
    return true;
  }

  // "" if there is none.
  std::string take_type() {
    for (const std::string_view type : k_types) {
      std::size_t ahead = 0;
      bool fits = true;
      for (std::string_view rest = type; fits && !rest.empty(); ++ahead) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        fits = is(rest.substr(0, end), ahead);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      if (!fits) continue;
      m_at += ahead;
      return std::string(type);
    }
    return "";
  }

  void skip_existence() {
    (void)take("concurrently");
    if (take("if")) {
      (void)take("not");
      (void)take("exists");
    }
    (void)take("only");
  }

  // The last of at most three parts is the name.
  std::optional<DeclaredName> take_name() {
    if (m_at >= m_tokens.size() || !m_tokens[m_at].is_name()) return std::nullopt;
    DeclaredName out{.schema = {}, .name = m_tokens[m_at++].text};
    while (is_symbol('.') && m_at + 1 < m_tokens.size() && m_tokens[m_at + 1].is_name()) {
      out.schema = std::move(out.name);
      out.name = m_tokens[m_at + 1].text;
      m_at += 2;
    }
    return out;
  }

  // Moves behind the next `word` that stands in no parentheses.
  bool seek(std::string_view word) {
    int depth = 0;
    for (; m_at < m_tokens.size(); ++m_at) {
      depth += m_tokens[m_at].is_symbol('(') ? 1 : m_tokens[m_at].is_symbol(')') ? -1 : 0;
      if (depth == 0 && is(word)) return take(word);
    }
    return false;
  }

  void add(Aspect aspect, const std::string& type, const DeclaredName& name, const DeclaredName& on = {}) {
    m_out.push_back({.aspect = aspect, .type = type, .name = name, .on = on, .offset = m_tokens.front().offset});
  }
  void add_part(Aspect aspect, const std::string& type, const Token& name, const DeclaredName& on) {
    m_out.push_back(
        {.aspect = aspect, .type = type, .name = {.schema = {}, .name = name.text}, .on = on, .offset = name.offset});
  }

  // --- statements

  static bool stands_on_a_table(const std::string& type) {
    return type == "policy" || type == "trigger" || type == "index" || type == "rule" || type == "constraint";
  }

  // Behind the name: the table of a policy, trigger, index, rule. A rule says ON SELECT TO table.
  std::optional<DeclaredName> take_table(const std::string& type) {
    if (!seek(type == "rule" ? "to" : "on")) return std::nullopt;
    (void)take("only");
    return take_name();
  }

  void read_create() {
    const std::string type = take_type();
    if (type.empty() || type == "default privileges") return;
    skip_existence();
    if (type == "index" && is("on")) return;  // the server makes the name
    const auto name = take_name();
    if (!name) return;
    if (!stands_on_a_table(type)) {
      add(Aspect::definition, type, *name);
      if (type == "function" || type == "procedure" || type == "aggregate") m_out.back().arguments = arguments();
    } else if (const auto table = take_table(type)) {
      add(Aspect::definition, type, *name, *table);
    }
    if ((type == "table" || type == "foreign table") && take_symbol('(')) read_elements(*name);
  }

  // The words from this parenthesis to the one that closes it; of a quoted word or a literal it is enough that it is
  // one.
  [[nodiscard]] std::string arguments() const {
    std::string out;
    int depth = 0;
    for (std::size_t i = m_at; i < m_tokens.size(); ++i) {
      depth += m_tokens[i].is_symbol('(') ? 1 : m_tokens[i].is_symbol(')') ? -1 : 0;
      out += (out.empty() ? "" : " ") + (m_tokens[i].kind == Token::Kind::text ? "'" : m_tokens[i].text);
      if (depth == 0) break;
    }
    return out;
  }

  // Columns and named constraints between the parentheses of CREATE TABLE.
  void read_elements(const DeclaredName& table) {
    bool starts = true;
    for (int depth = 1; m_at < m_tokens.size() && depth > 0; ++m_at) {
      const Token& token = m_tokens[m_at];
      if (depth == 1 && starts) read_element(token, table);
      if (depth == 1 && token.is_word("constraint") && m_at + 1 < m_tokens.size() && m_tokens[m_at + 1].is_name()) {
        add_part(Aspect::definition, "constraint", m_tokens[m_at + 1], table);
      }
      depth += token.is_symbol('(') ? 1 : token.is_symbol(')') ? -1 : 0;
      starts = depth == 1 && token.is_symbol(',');
    }
  }

  void read_element(const Token& token, const DeclaredName& table) {
    constexpr std::array<std::string_view, 7> k_no_column = {"constraint", "primary", "unique", "check",
                                                             "foreign",    "exclude", "like"};
    const bool constraint = std::ranges::any_of(k_no_column, [&](auto word) { return token.is_word(word); });
    if (token.is_name() && !constraint) add_part(Aspect::definition, "column", token, table);
  }

  void read_alter() {
    const std::string type = take_type();
    if (type.empty() || type == "default privileges") return;
    skip_existence();
    const auto name = take_name();
    if (!name) return;
    (void)take_symbol('*');
    if (type == "table" || type == "foreign table") return read_actions(type, *name);
    DeclaredName on;
    if (stands_on_a_table(type) && type != "index") {
      (void)take("on");
      const auto table = take_name();
      if (!table) return;
      on = *table;
    }
    if (take("rename") && take("to")) {
      if (const auto renamed = take_name()) add(Aspect::definition, type, {name->schema, renamed->name}, on);
      return;
    }
    const std::size_t start = m_at;
    const bool owner = seek("owner");
    m_at = start;
    add(owner ? Aspect::owner : Aspect::definition, type, *name, on);
  }

  // The actions of one ALTER TABLE. Those that are about a column or a constraint are told of that alone.
  void read_actions(const std::string& type, const DeclaredName& table) {
    do {
      read_action(type, table);
    } while (seek_comma());
  }

  bool seek_comma() {
    int depth = 0;
    for (; m_at < m_tokens.size(); ++m_at) {
      depth += m_tokens[m_at].is_symbol('(') ? 1 : m_tokens[m_at].is_symbol(')') ? -1 : 0;
      if (depth == 0 && take_symbol(',')) return true;
    }
    return false;
  }

  void read_action(const std::string& type, const DeclaredName& table) {
    if (take("add")) {
      read_part(Aspect::definition, table);
    } else if (take("drop")) {
      read_part(Aspect::removal, table);
    } else if (take("alter") || take("validate")) {
      read_part(Aspect::definition, table);
    } else if (take("rename")) {
      read_rename(type, table);
    } else if (is("owner")) {
      add(Aspect::owner, type, table);
    } else if (is("enable") || is("disable") || is("force") || is("no")) {
      const bool row = is("row", 1) || is("row", 2) || is("force", 1);
      // ENABLE TRIGGER and its kin are about a trigger.
      if (row) add(Aspect::row_security, type, table);
    } else {
      add(Aspect::definition, type, table);
    }
  }

  // Behind ADD, DROP, ALTER, VALIDATE: [COLUMN] name, CONSTRAINT name, or a constraint without a name.
  void read_part(Aspect aspect, const DeclaredName& table) {
    constexpr std::array<std::string_view, 6> k_unnamed = {"primary", "unique", "check", "foreign", "exclude", "not"};
    if (std::ranges::any_of(k_unnamed, [&](auto word) { return is(word); })) return;
    const bool constraint = take("constraint");
    if (!constraint) (void)take("column");
    skip_existence();
    if (m_at < m_tokens.size() && m_tokens[m_at].is_name()) {
      add_part(aspect, constraint ? "constraint" : "column", m_tokens[m_at++], table);
    }
  }

  // RENAME TO new · RENAME [COLUMN] old TO new · RENAME CONSTRAINT old TO new
  void read_rename(const std::string& type, const DeclaredName& table) {
    const bool whole = is("to");
    const bool constraint = take("constraint");
    if (!seek("to") || m_at >= m_tokens.size() || !m_tokens[m_at].is_name()) return;
    if (whole) {
      add(Aspect::definition, type, {table.schema, m_tokens[m_at].text});
    } else {
      add_part(Aspect::definition, constraint ? "constraint" : "column", m_tokens[m_at], table);
    }
  }

  void read_comment() {
    if (take("column")) {
      const std::size_t start = m_at;
      const auto column = take_name();
      // schema.table.column: the table's schema is the first of three parts.
      if (!column || column->schema.empty()) return;
      const bool qualified = m_at - start == 5;
      const DeclaredName on{.schema = qualified ? m_tokens[start].text : "", .name = column->schema};
      add(Aspect::comment, "column", {.schema = {}, .name = column->name}, on);
      return;
    }
    const std::string type = take("constraint") ? "constraint" : take_type();
    const auto name = type.empty() ? std::nullopt : take_name();
    if (!name) return;
    if (!stands_on_a_table(type) || type == "index") {
      add(Aspect::comment, type, *name);
    } else if (take("on")) {
      if (const auto table = take_name()) add(Aspect::comment, type, *name, *table);
    }
  }

  // GRANT … ON [TABLE] a, b TO …; without ON it is about roles.
  void read_grant() {
    if (!seek("on")) return;
    if (take("all")) {
      std::string type = m_at < m_tokens.size() ? m_tokens[m_at++].text : "";
      if (type.ends_with('s')) type.pop_back();
      if (!take("in") || !take("schema")) return;
      while (const auto schema = take_name()) {
        add(Aspect::privileges, type, {.schema = schema->name, .name = {}});
        if (!take_symbol(',')) return;
      }
      return;
    }
    std::string type = take_type();
    if (type.empty()) type = "table";
    while (const auto name = take_name()) {
      add(Aspect::privileges, type, *name);
      if (take_symbol('(') && !seek_close()) return;
      if (!take_symbol(',')) return;
    }
  }

  bool seek_close() {
    for (int depth = 1; m_at < m_tokens.size(); ++m_at) {
      depth += m_tokens[m_at].is_symbol('(') ? 1 : m_tokens[m_at].is_symbol(')') ? -1 : 0;
      if (depth == 0) return take_symbol(')');
    }
    return false;
  }

  void read_drop() {
    const std::string type = take_type();
    if (type.empty()) return;
    skip_existence();
    while (const auto name = take_name()) {
      DeclaredName on;
      if (stands_on_a_table(type) && type != "index") {
        if (!take("on")) return;
        on = take_name().value_or(DeclaredName());
      }
      add(Aspect::removal, type, *name, on);
      if (take_symbol('(') && !seek_close()) return;
      if (!take_symbol(',')) return;
    }
  }

  std::vector<Token> m_tokens;
  std::size_t m_at = 0;
  std::vector<Declaration> m_out;
};

}  // namespace

std::vector<Declaration> declarations(std::string_view statement) {
  return Reader(statement).run();
}

}  // namespace plumb::sql
