// SPDX-License-Identifier: Apache-2.0
#include <plumb/settings/settings.hpp>

#include <fmt/format.h>

#include <plumb/base/files.hpp>

#include "yaml_tree.hpp"

namespace plumb::settings {

SourceSpan Settings::span(Place place) const {
  return span_of(text, file, place);
}

Error all_of(const std::vector<Error>& problems) {
  if (problems.size() == 1) return problems.front();
  std::string text = fmt::format("{} problems", problems.size());
  for (const Error& problem : problems) text += "\n" + describe(problem);
  return Error(std::move(text));
}

Settings load(const std::string& path) {
  return parse(read_file(path), path);
}

}  // namespace plumb::settings
