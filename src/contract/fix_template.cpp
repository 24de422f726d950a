// SPDX-License-Identifier: Apache-2.0
#include "fix_template.hpp"

#include <algorithm>

#include <plumb/catalog/text_list.hpp>
#include <plumb/sql/quote.hpp>

#include "names.hpp"

namespace plumb::contract {
namespace {

std::string quoted(std::string_view name) {
  return sql::quote_identifier_if_needed(name);
}

std::string qualified(const std::string& schema, const std::string& name) {
  return schema.empty() ? quoted(name) : quoted(schema) + "." + quoted(name);
}

std::string quoted_role(std::string_view name) {
  return name == "PUBLIC" ? std::string(name) : quoted(name);
}

std::string quoted_roles(std::string_view json) {
  std::string out;
  for (const std::string& name : catalog::parse_text_list(json)) out += (out.empty() ? "" : ", ") + quoted_role(name);
  return out;
}

class Filler {
 public:
  Filler(const finding::ObjectName& object, const RowTexts& row, const FixNames& names)
      : m_object(object), m_row(row), m_names(names) {}

  // The text of {word} or {word|form}; nothing if there is none.
  std::optional<std::string> text(std::string_view inside) const {
    const std::size_t bar = std::min(inside.find('|'), inside.size());
    const std::string_view word = inside.substr(0, bar);
    const std::string_view form = bar == inside.size() ? std::string_view() : inside.substr(bar + 1);
    if (auto ready = quoted_already(word)) return ready;
    const auto value = plain(word);
    if (!value || value->empty()) return std::nullopt;
    if (form == "sql") return value;
    if (form == "literal") return sql::quote_literal(*value);
    if (form == "role") return quoted_role(*value);
    if (form == "roles") return quoted_roles(*value);
    if (form.empty()) return quoted(*value);
    return std::nullopt;
  }

 private:
  std::optional<std::string> quoted_already(std::string_view word) const {
    const std::string table = m_object.parent.empty() ? m_object.name : m_object.parent;
    if (word == "table") return qualified(m_object.schema, table);
    if (word == "context_function") return m_names.context_function;
    if (word == "tenant_clauses") return tenant_clauses();
    if (word != "object") return std::nullopt;
    if (!m_object.parent.empty()) return quoted(m_object.name);
    const bool is_callable =
        m_object.kind == "function" || m_object.kind == "aggregate" || m_object.kind == "procedure";
    return qualified(m_object.schema, m_object.name) + (is_callable ? "(" + m_object.signature + ")" : "");
  }

  // What binds a policy to the tenant; a policy for one command may have one of the clauses only.
  std::string tenant_clauses() const {
    const auto found = m_row.find("command");
    const std::string_view command = found == m_row.end() ? "ALL" : std::string_view(found->second);
    const std::string match = "(" + quoted(m_names.settings.tenant.column) + " = " + m_names.context_function + "())";
    if (command == "INSERT") return "WITH CHECK " + match;
    if (command == "SELECT" || command == "DELETE") return "USING " + match;
    return "USING " + match + " WITH CHECK " + match;
  }

  std::optional<std::string> plain(std::string_view word) const {
    if (word == "schema") return m_object.schema;
    if (word == "name") return m_object.name;
    if (word == "parent") return m_object.parent;
    if (word == "signature") return m_object.signature;
    if (const auto found = m_row.find(word); found != m_row.end()) return found->second;
    return of_settings(word);
  }

  std::optional<std::string> of_settings(std::string_view word) const {
    const settings::Settings& settings = m_names.settings;
    if (word == "tenant_role") return settings.roles.tenant;
    if (word == "operations_role") return settings.roles.operations;
    if (word == "tenant_column") return settings.tenant.column;
    if (word == "tenant_table") return settings.tenant.table;
    if (word == "timestamps_function") return settings.timestamps.function;
    const std::string& table = m_object.parent.empty() ? m_object.name : m_object.parent;
    if (word == "tenant_policy") return of_family(settings.names.tenant_policy, table);
    if (word == "operations_policy") return of_family(settings.names.operations_policy, table);
    if (word == "timestamps_trigger") return fill_pattern(settings.names.timestamps_trigger, table);
    return std::nullopt;
  }

  std::string of_family(const std::vector<std::string>& patterns, const std::string& table) const {
    return fill_pattern(patterns.at(std::min(m_names.family, patterns.size() - 1)), table);
  }

  const finding::ObjectName& m_object;
  const RowTexts& m_row;
  const FixNames& m_names;
};

}  // namespace

std::string fill_fix(std::string_view pattern, const finding::ObjectName& object, const RowTexts& row,
                     const FixNames& names) {
  const Filler filler(object, row, names);
  std::string out;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    out += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) return "";
    const auto text = filler.text(pattern.substr(open + 1, close - open - 1));
    if (!text) return "";
    out += *text;
    pattern.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace plumb::contract
