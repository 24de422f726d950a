// SPDX-License-Identifier: Apache-2.0
#include "table_template.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <plumb/base/error.hpp>
#include <plumb/scaffold/table_name.hpp>
#include <plumb/sql/column.hpp>
#include <plumb/sql/quote.hpp>

#include "reference.hpp"

namespace plumb::scaffold {
namespace {

constexpr std::string_view k_plain = "projects";
constexpr std::string_view k_append_only = "audit_events";

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string quoted(const std::string& name) {
  return sql::quote_identifier_if_needed(name);
}

// The words of a template, and what stands for them.
class Renamer {
 public:
  Renamer(std::string_view from, std::string_view to, const Names& names)
      : m_from(from), m_key(key_name(from)), m_to(to), m_names(names) {}

  [[nodiscard]] std::string word(std::string_view word) const {
    if (word == m_from) return quoted(m_to);
    if (word == m_key) return quoted(key_name(m_to));
    if (word.starts_with(m_from) && word.substr(m_from.size()).starts_with('_')) {
      return quoted(object(word.substr(m_from.size() + 1)));
    }
    const std::string_view other = m_names.word(word);
    return other == word ? std::string(word) : quoted(std::string(other));
  }

 private:
  // What was called after the table, by the rest of its name.
  [[nodiscard]] std::string object(std::string_view rest) const {
    constexpr std::string_view k_index = "_idx";
    if (rest.ends_with(k_index)) return index_name(m_to, rest.substr(0, rest.size() - k_index.size()));
    if (rest == "tenant_policy") return filled(m_names.tenant_policy);
    if (rest == "operations_policy") return filled(m_names.operations_policy);
    if (rest == "set_timestamps") return filled(m_names.timestamps_trigger);
    for (const std::string_view command : {"select", "insert", "update", "delete"}) {
      if (!rest.ends_with(command)) continue;
      const bool tenant = rest.starts_with("tenant_");
      return filled(tenant ? m_names.tenant_command_policy : m_names.operations_command_policy, command);
    }
    return object_name(m_to, fmt::format("_{}", rest));
  }

  [[nodiscard]] std::string filled(std::string pattern, std::string_view command = {}) const {
    constexpr std::string_view k_command = "{command}";
    if (const std::size_t at = pattern.find(k_command); at != std::string::npos) {
      pattern.replace(at, k_command.size(), command);
    }
    return fill_pattern(pattern, m_to);
  }

  std::string m_from;
  std::string m_key;
  std::string m_to;
  const Names& m_names;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) out.push_back(std::move(line));
  return out;
}

std::string join_lines(const std::vector<std::string>& lines) {
  return fmt::format("{}\n", fmt::join(lines, "\n"));
}

std::string renamed_word(std::string_view reference, const Names& names) {
  return quoted(std::string(names.word(reference)));
}

// An element of CREATE TABLE ( … ), without its comma.
std::string element(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  if (line.ends_with(',')) line.remove_suffix(1);
  return std::string(line);
}

std::string_view model_of(const TableWish& wish) {
  return wish.append_only ? k_append_only : k_plain;
}

std::vector<std::string> find_lines(std::string_view text, std::string_view containing) {
  std::vector<std::string> out;
  for (const std::string& line : lines_of(text)) {
    if (line.find(containing) != std::string::npos) out.push_back(line);
  }
  return out;
}

// An element of the reference's child table, made one of a child of `parent`.
std::string child_element(std::string_view containing, const std::string& parent, const Names& names) {
  const std::string_view child = reference_file("schema/tables/tasks.sql");
  return rename_table(element(find_lines(child, containing).front()), k_plain, parent, names);
}

// What is only ever added to does not go away with its parent.
std::string parent_reference(const TableWish& wish, const Names& names) {
  std::string text = child_element("FOREIGN KEY (tenant_id, project_id)", wish.parent, names);
  if (wish.append_only) text.erase(text.find(" ON DELETE"));
  return text;
}

std::string table_text(const TableWish& wish, const Names& names) {
  const std::string_view model = model_of(wish);
  const std::string model_key = key_name(model);
  std::vector<std::string> kept;
  for (const std::string& line : lines_of(reference_file(fmt::format("schema/tables/{}.sql", model)))) {
    const std::string text = element(line);
    const bool of_blueprint = text.starts_with(model_key + " ") || text.starts_with("tenant_id ") ||
                              text.starts_with("created_at ") || text.starts_with("updated_at ") ||
                              text == fmt::format("UNIQUE (tenant_id, {})", model_key);
    if (line.starts_with("  ") && of_blueprint) kept.push_back(rename_table(text, model, wish.name, names));
  }
  const std::string tenant = renamed_word("tenant_id", names) + " ";
  const auto after_tenant =
      std::ranges::find_if(kept, [&](const std::string& text) { return text.starts_with(tenant); }) + 1;
  std::vector<std::string> own = wish.columns;
  if (!wish.parent.empty()) own.insert(own.begin(), child_element("  project_id uuid", wish.parent, names));
  kept.insert(after_tenant, own.begin(), own.end());
  if (!wish.parent.empty()) kept.push_back(parent_reference(wish, names));
  const std::string_view comment =
      wish.append_only ? "-- Append-only: nobody is granted UPDATE or DELETE, and no policy allows them.\n" : "";
  return fmt::format("{}CREATE TABLE {} (\n  {}\n);\n", comment, quoted(wish.name), fmt::join(kept, ",\n  "));
}

std::string index_text(const TableWish& wish, const Names& names) {
  const std::string_view model = model_of(wish);
  std::vector<std::string> lines =
      find_lines(reference_file(fmt::format("schema/indexes/{}.sql", model)), "(tenant_id, created_at)");
  for (std::string& line : lines) line = rename_table(line, model, wish.name, names);
  if (!wish.parent.empty()) {
    const std::string key = key_name(wish.parent);
    lines.push_back(fmt::format("CREATE INDEX {} ON {} ({}, {});", quoted(index_name(wish.name, "tenant_id_" + key)),
                                quoted(wish.name), renamed_word("tenant_id", names), quoted(key)));
  }
  return join_lines(lines);
}

// The columns that a tenant may give a value for: all but the key.
std::string insert_columns(const TableWish& wish, const Names& names) {
  std::vector<std::string> out = {renamed_word("tenant_id", names)};
  if (!wish.parent.empty()) out.push_back(quoted(key_name(wish.parent)));
  for (const std::string& column : wish.columns) out.push_back(quoted(column_name(column)));
  out.insert(out.end(), {renamed_word("created_at", names), renamed_word("updated_at", names)});
  return fmt::format("{}", fmt::join(out, ", "));
}

std::string policy_text(const TableWish& wish, const Names& names) {
  const std::string_view model = model_of(wish);
  std::string text = rename_table(reference_file(fmt::format("schema/rls/{}.sql", model)), model, wish.name, names);
  constexpr std::string_view k_insert = "GRANT INSERT (";
  if (const std::size_t start = text.find(k_insert); start != std::string::npos) {
    const std::size_t open = start + k_insert.size();
    text.replace(open, text.find(')', open) - open, insert_columns(wish, names));
  }
  return text;
}

}  // namespace

std::string rename_table(std::string_view text, std::string_view from, std::string_view to, const Names& names) {
  const Renamer renamer(from, to, names);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word_character(text[end])) ++end;
    if (end == at) {
      out += text[at++];
      continue;
    }
    out += renamer.word(text.substr(at, end - at));
    at = end;
  }
  return out;
}

std::string column_name(std::string_view column) {
  sql::ParsedColumn parsed = sql::parse_column(column);
  if (!parsed.column) throw Error(fmt::format("\"{}\" is no column: {}", column, parsed.error));
  return std::move(parsed.column->name);
}

std::vector<File> table_files(const TableWish& wish, const Names& names) {
  std::vector<File> out;
  out.push_back({fmt::format("schema/tables/{}.sql", wish.name), table_text(wish, names)});
  out.push_back({fmt::format("schema/indexes/{}.sql", wish.name), index_text(wish, names)});
  if (!wish.append_only) {
    out.push_back(
        {fmt::format("schema/triggers/{}_set_timestamps.sql", wish.name),
         rename_table(reference_file("schema/triggers/projects_set_timestamps.sql"), k_plain, wish.name, names)});
  }
  out.push_back({fmt::format("schema/rls/{}.sql", wish.name), policy_text(wish, names)});
  return out;
}

}  // namespace plumb::scaffold
