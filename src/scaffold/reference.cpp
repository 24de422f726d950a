// SPDX-License-Identifier: Apache-2.0
#include "reference.hpp"

#include <algorithm>
#include <array>

#include <plumb/base/error.hpp>

#include "reference_files.hpp"
#include "template_files.hpp"

namespace plumb::scaffold {
namespace {

constexpr std::array<std::string_view, 5> k_examples = {"projects", "tasks", "project_members", "audit_events",
                                                        "usage_events"};

template <typename Files>
std::string_view find(const Files& files, std::string_view name) {
  const auto found = std::ranges::find(files, name, [](const auto& file) { return file.name; });
  if (found == files.end()) throw Error(fmt::format("plumb was built without {}", name));
  return found->text;
}

std::string_view without_licence(std::string_view text) {
  return text.find("SPDX") < text.find('\n') ? text.substr(text.find('\n') + 1) : text;
}

}  // namespace

std::string_view reference_file(std::string_view path) {
  return without_licence(find(reference::files(), path));
}

std::string_view template_file(std::string_view name) {
  return without_licence(find(templates::files(), name));
}

std::vector<std::string> reference_sources() {
  constexpr std::string_view k_scheme = "\"file://";
  const std::string_view text = reference_file("atlas.hcl");
  const std::string_view list = text.substr(0, text.find(']'));
  std::vector<std::string> out;
  for (std::size_t at = list.find(k_scheme); at != std::string_view::npos; at = list.find(k_scheme, at)) {
    at += k_scheme.size();
    out.emplace_back(list.substr(at, list.find('"', at) - at));
  }
  return out;
}

bool is_example(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::ranges::any_of(k_examples, [&](std::string_view table) {
    if (!name.starts_with(table)) return false;
    const std::string_view rest = name.substr(table.size());
    return rest == ".sql" || rest == "_set_timestamps.sql" || path.starts_with("schema/fks/");
  });
}

}  // namespace plumb::scaffold
