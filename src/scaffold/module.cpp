// SPDX-License-Identifier: Apache-2.0
#include <plumb/scaffold/module.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/ranges.h>

#include <plumb/base/error.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/scaffold/source_list.hpp>

#include "reference.hpp"
#include "table_template.hpp"

namespace plumb::scaffold {
namespace {

std::string fill(std::string_view text, const std::map<std::string, std::string>& values) {
  std::string out(text);
  for (const auto& [name, value] : values) {
    const std::string mark = "{{" + name + "}}";
    for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark, at + value.size())) {
      out.replace(at, mark.size(), value);
    }
  }
  return out;
}

// A parent's files are loaded before those of its children.
std::vector<TableWish> parents_first(std::vector<TableWish> tables) {
  std::vector<TableWish> out;
  const auto is_ready = [&](const TableWish& table) {
    const auto same = [&](const TableWish& other) { return other.name == table.parent; };
    return std::ranges::none_of(tables, same) || std::ranges::any_of(out, same);
  };
  while (!tables.empty()) {
    const auto ready = std::ranges::find_if(tables, is_ready);
    if (ready == tables.end()) throw Error("tables are each other's parents");
    out.push_back(std::move(*ready));
    tables.erase(ready);
  }
  return out;
}

std::vector<File> schema_files(const ModuleWish& wish, const std::vector<TableWish>& tables) {
  std::vector<File> out;
  for (const std::string& path : reference_sources()) {
    if (is_example(path)) continue;
    const std::string table = std::filesystem::path(path).stem();
    out.push_back({path, rename_table(reference_file(path), table, table, wish.names)});
  }
  for (const TableWish& table : tables) {
    for (File& file : table_files(table, wish.names)) insert_source(out, std::move(file));
  }
  return out;
}

// The reference's own project file with another list of sources.
std::string project_file(const ModuleWish& wish, const std::vector<File>& sources) {
  const std::string_view text = reference_file("atlas.hcl");
  const std::size_t start = text.find("variable ");
  constexpr std::string_view k_open = "src = [\n";
  const std::size_t open = text.find(k_open) + k_open.size();
  std::string list;
  for (const File& source : sources) list += fmt::format("    \"file://{}\",\n", source.path);
  std::string rest(text.substr(text.rfind('\n', text.find("  ]", open)) + 1));
  constexpr std::string_view k_dev = "docker://postgres/";
  const std::size_t major = rest.find(k_dev) + k_dev.size();
  rest.replace(major, rest.find('/', major) - major, std::to_string(wish.major));
  return fmt::format("# {}: schema/ is what the database should be, migrations/default is how it gets there.\n\n{}{}{}",
                     wish.name, text.substr(start, open - start), list, rest);
}

std::string list_or(const std::vector<std::string>& names, std::string_view none) {
  return names.empty() ? std::string(none) : fmt::format("{}", fmt::join(names, ", "));
}

std::vector<File> text_files(const ModuleWish& wish) {
  std::vector<std::string> names;
  std::vector<std::string> append_only;
  for (const TableWish& table : wish.tables) {
    names.push_back(table.name);
    if (table.append_only) append_only.push_back(table.name);
  }
  const std::map<std::string, std::string> values = {{"name", wish.name},
                                                     {"major", std::to_string(wish.major)},
                                                     {"tables", list_or(names, "users and their identities")},
                                                     {"append_only", list_or(append_only, "")}};
  return {{"AGENTS.md", fill(template_file("AGENTS.md"), values)},
          {"README.md", fill(template_file("README.md"), values)},
          {"plumb.yaml", fill(template_file("plumb.yaml"), values)},
          {".github/workflows/plumb.yml", fill(template_file("plumb-check.yml"), values)}};
}

}  // namespace

std::vector<File> module_files(const ModuleWish& wish, TimePoint now) {
  const std::vector<TableWish> tables = parents_first(wish.tables);
  const std::vector<File> sources = schema_files(wish, tables);
  std::vector<File> out = text_files(wish);
  out.push_back({"atlas.hcl", project_file(wish, sources)});
  out.insert(out.end(), sources.begin(), sources.end());
  const std::string migration = format_version_stamp(now) + "_initial.sql";
  const std::string folder = "migrations/default/";
  std::string text = join_statements(sources);
  out.push_back({folder + std::string(migration::k_sum_file_name),
                 migration::Directory::from_files({{migration, text}}).computed_sum()});
  out.insert(out.end() - 1, {folder + migration, std::move(text)});
  return out;
}

}  // namespace plumb::scaffold
