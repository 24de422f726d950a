// SPDX-License-Identifier: Apache-2.0
#include <plumb/scaffold/source_list.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/hcl/parse.hpp>

namespace plumb::scaffold {
namespace {

constexpr std::array<std::string_view, 5> k_folders = {"tables", "indexes", "triggers", "rls", "fks"};

std::string_view folder_of(std::string_view path) {
  return path.substr(0, std::min(path.rfind('/'), path.size()));
}

// The place of a path's folder in the order; behind all others for one that the blueprint does not know.
std::size_t rank(std::string_view path) {
  const std::string_view folder = folder_of(path);
  const std::string_view name = folder.substr(folder.rfind('/') + 1);
  return static_cast<std::size_t>(std::ranges::find(k_folders, name) - k_folders.begin());
}

// Behind which of the paths a new one belongs: the last of its folder, else the last that comes before it.
template <typename Paths>
std::size_t place_behind(const Paths& paths, std::string_view path) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (folder_of(paths[i]) == folder_of(path)) place = i + 1;
  }
  for (std::size_t i = 0; place == 0 && i < paths.size(); ++i) {
    if (rank(paths[paths.size() - 1 - i]) < rank(path)) place = paths.size() - i;
  }
  return place;
}

// An entry of `src` and where it stands.
struct Entry {
  std::string path;
  std::size_t start;
  std::size_t end;
};

[[noreturn]] void not_written_out(std::string_view project_name, const std::vector<std::string>& paths) {
  std::string lines;
  for (const std::string& path : paths) lines += fmt::format("\n  \"file://{}\",", path);
  throw Error(fmt::format("{}: `src` is not a list of texts, so nothing can be added to it", project_name),
              ErrorCode::usage)
      .with_hint("add these where they belong, then run the command again:" + lines);
}

std::string entry_path(std::string_view text) {
  if (text.size() < 2 || !text.starts_with('"') || text.find("${") != std::string_view::npos) return {};
  text = text.substr(1, text.size() - 2);
  for (const std::string_view prefix : {"file://", "./"}) {
    if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  }
  while (text.ends_with('/')) text.remove_suffix(1);
  return std::string(text);
}

std::vector<Entry> entries_of(std::string_view text, std::string_view project_name, std::string_view env,
                              const std::vector<std::string>& paths) {
  const hcl::Source source{.name = std::string(project_name), .text = std::string(text)};
  const hcl::ParseResult parsed = hcl::parse(source);
  if (!parsed.diagnostics.empty()) throw hcl::to_error(parsed.diagnostics, source);
  for (const hcl::Block& block : parsed.body.blocks) {
    if (block.type != "env" || block.labels.empty() || block.labels.front() != env) continue;
    const hcl::Attribute* list = block.body.attribute("src");
    const auto* tuple = list == nullptr ? nullptr : std::get_if<hcl::Tuple>(&list->value->node);
    if (tuple == nullptr || tuple->elements.empty()) not_written_out(project_name, paths);
    std::vector<Entry> out;
    for (const hcl::ExpressionPtr& element : tuple->elements) {
      const std::size_t start = element->range.start.byte;
      const std::size_t end = element->range.end.byte;
      out.push_back({entry_path(text.substr(start, end - start)), start, end});
      if (out.back().path.empty()) not_written_out(project_name, paths);
    }
    return out;
  }
  throw Error(fmt::format("{} has no env \"{}\" with a `src`", project_name, env), ErrorCode::usage);
}

std::string indentation(std::string_view text, std::size_t at) {
  const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  return std::string(text.substr(line, text.find_first_not_of(" \t", line) - line));
}

// Behind `entry`, on a line of its own where the entry has one.
void insert_behind(std::string& text, const Entry& entry, std::string_view path) {
  const std::string element = fmt::format("\"file://{}\",", path);
  std::size_t comma = text.find_first_not_of(" \t\r\n", entry.end);
  if (comma == std::string::npos || text[comma] != ',') {
    text.insert(entry.end, ",");
    comma = entry.end;
  }
  const std::size_t line_end = std::min(text.find('\n', comma), text.size());
  const std::string_view rest = std::string_view(text).substr(comma + 1, line_end - comma - 1);
  const std::size_t next = rest.find_first_not_of(" \t\r");
  const bool ends_line = next == std::string_view::npos || rest[next] == '#' || rest.substr(next).starts_with("//");
  if (ends_line) {
    text.insert(line_end, "\n" + indentation(text, entry.start) + element);
  } else {
    text.insert(comma + 1, " " + element);
  }
}

}  // namespace

void insert_source(std::vector<File>& sources, File file) {
  std::vector<std::string_view> paths;
  for (const File& source : sources) paths.push_back(source.path);
  const auto place = static_cast<std::ptrdiff_t>(place_behind(paths, file.path));
  sources.insert(sources.begin() + place, std::move(file));
}

std::string join_statements(const std::vector<File>& files) {
  std::string out;
  for (const File& file : files) out += (out.empty() ? "" : "\n") + file.text;
  return out;
}

std::string add_sources(std::string_view project_text, std::string_view project_name, std::string_view env,
                        const std::vector<std::string>& paths) {
  std::string text(project_text);
  for (const std::string& path : paths) {
    const std::vector<Entry> entries = entries_of(text, project_name, env, paths);
    std::vector<std::string_view> existing;
    for (const Entry& entry : entries) existing.push_back(entry.path);
    const auto holds = [&](std::string_view entry) { return entry == path || entry == folder_of(path); };
    if (std::ranges::any_of(existing, holds)) continue;
    const std::size_t place = place_behind(existing, path);
    insert_behind(text, entries[place == 0 ? entries.size() - 1 : place - 1], path);
  }
  return text;
}

std::vector<std::string> source_entries(std::string_view project_text, std::string_view project_name,
                                        std::string_view env) {
  std::vector<std::string> out;
  for (Entry& entry : entries_of(project_text, project_name, env, {})) out.push_back(std::move(entry.path));
  return out;
}

}  // namespace plumb::scaffold
