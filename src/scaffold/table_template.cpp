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

// What was called after another table, by the rest of its name.
std::string renamed_object(std::string_view suffix, std::string_view table) {
  constexpr std::string_view k_index = "_idx";
  if (!suffix.ends_with(k_index)) return object_name(table, suffix);
  return index_name(table, suffix.substr(1, suffix.size() - 1 - k_index.size()));
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) out.push_back(std::move(line));
  return out;
}

std::string join_lines(const std::vector<std::string>& lines) {
  return fmt::format("{}\n", fmt::join(lines, "\n"));
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
std::string child_element(std::string_view containing, const std::string& parent) {
  const std::string_view child = reference_file("schema/tables/tasks.sql");
  return rename_table(element(find_lines(child, containing).front()), k_plain, parent);
}

// What is only ever added to does not go away with its parent.
std::string parent_reference(const TableWish& wish) {
  std::string text = child_element("FOREIGN KEY (tenant_id, project_id)", wish.parent);
  if (wish.append_only) text.erase(text.find(" ON DELETE"));
  return text;
}

std::string table_text(const TableWish& wish) {
  const std::string_view model = model_of(wish);
  const std::string model_key = key_name(model);
  std::vector<std::string> kept;
  for (const std::string& line : lines_of(reference_file(fmt::format("schema/tables/{}.sql", model)))) {
    const std::string text = element(line);
    const bool of_blueprint = text.starts_with(model_key + " ") || text.starts_with("tenant_id ") ||
                              text.starts_with("created_at ") || text.starts_with("updated_at ") ||
                              text == fmt::format("UNIQUE (tenant_id, {})", model_key);
    if (line.starts_with("  ") && of_blueprint) kept.push_back(rename_table(text, model, wish.name));
  }
  const auto after_tenant =
      std::ranges::find_if(kept, [](const std::string& text) { return text.starts_with("tenant_id "); }) + 1;
  std::vector<std::string> own = wish.columns;
  if (!wish.parent.empty()) own.insert(own.begin(), child_element("  project_id uuid", wish.parent));
  kept.insert(after_tenant, own.begin(), own.end());
  if (!wish.parent.empty()) kept.push_back(parent_reference(wish));
  const std::string_view comment =
      wish.append_only ? "-- Append-only: nobody is granted UPDATE or DELETE, and no policy allows them.\n" : "";
  return fmt::format("{}CREATE TABLE {} (\n  {}\n);\n", comment, quoted(wish.name), fmt::join(kept, ",\n  "));
}

std::string index_text(const TableWish& wish) {
  const std::string_view model = model_of(wish);
  std::vector<std::string> lines =
      find_lines(reference_file(fmt::format("schema/indexes/{}.sql", model)), "(tenant_id, created_at)");
  for (std::string& line : lines) line = rename_table(line, model, wish.name);
  if (!wish.parent.empty()) {
    const std::string key = key_name(wish.parent);
    lines.push_back(fmt::format("CREATE INDEX {} ON {} (tenant_id, {});",
                                quoted(index_name(wish.name, "tenant_id_" + key)), quoted(wish.name), quoted(key)));
  }
  return join_lines(lines);
}

// The columns that a tenant may give a value for: all but the key.
std::string insert_columns(const TableWish& wish) {
  std::vector<std::string> out = {"tenant_id"};
  if (!wish.parent.empty()) out.push_back(quoted(key_name(wish.parent)));
  for (const std::string& column : wish.columns) out.push_back(quoted(column_name(column)));
  out.insert(out.end(), {"created_at", "updated_at"});
  return fmt::format("{}", fmt::join(out, ", "));
}

std::string policy_text(const TableWish& wish, NameFamily names) {
  const std::string_view model = model_of(wish);
  const std::string named = rename_policies(reference_file(fmt::format("schema/rls/{}.sql", model)), names);
  std::string text = rename_table(named, model, wish.name);
  constexpr std::string_view k_insert = "GRANT INSERT (";
  if (const std::size_t start = text.find(k_insert); start != std::string::npos) {
    const std::size_t open = start + k_insert.size();
    text.replace(open, text.find(')', open) - open, insert_columns(wish));
  }
  return text;
}

}  // namespace

std::string rename_table(std::string_view text, std::string_view from, std::string_view to) {
  const std::string from_key = key_name(from);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word_character(text[end])) ++end;
    if (end == at) {
      out += text[at++];
      continue;
    }
    const std::string_view word = text.substr(at, end - at);
    if (word == from) {
      out += quoted(std::string(to));
    } else if (word == from_key) {
      out += quoted(key_name(to));
    } else if (word.starts_with(from) && word.substr(from.size()).starts_with('_')) {
      out += quoted(renamed_object(word.substr(from.size()), to));
    } else {
      out += word;
    }
    at = end;
  }
  return out;
}

std::string rename_policies(std::string_view policies, NameFamily names) {
  std::string text(policies);
  if (names == NameFamily::blueprint) return text;
  const auto replace_all = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  };
  replace_all("_tenant_policy", "_tenant_isolation");
  replace_all("_operations_policy", "_operations_access");
  return text;
}

std::string column_name(std::string_view column) {
  sql::ParsedColumn parsed = sql::parse_column(column);
  if (!parsed.column) throw Error(fmt::format("\"{}\" is no column: {}", column, parsed.error));
  return std::move(parsed.column->name);
}

std::vector<File> table_files(const TableWish& wish, NameFamily names) {
  std::vector<File> out;
  out.push_back({fmt::format("schema/tables/{}.sql", wish.name), table_text(wish)});
  out.push_back({fmt::format("schema/indexes/{}.sql", wish.name), index_text(wish)});
  if (!wish.append_only) {
    out.push_back({fmt::format("schema/triggers/{}_set_timestamps.sql", wish.name),
                   rename_table(reference_file("schema/triggers/projects_set_timestamps.sql"), k_plain, wish.name)});
  }
  out.push_back({fmt::format("schema/rls/{}.sql", wish.name), policy_text(wish, names)});
  return out;
}

}  // namespace plumb::scaffold
