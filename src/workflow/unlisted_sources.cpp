// SPDX-License-Identifier: Apache-2.0
#include "unlisted_sources.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <plumb/base/error.hpp>

namespace plumb::workflow {
namespace {

namespace fs = std::filesystem;

// Both as folders: "schema/tables" and "schema/rls" have "schema".
fs::path common_folder(const fs::path& a, const fs::path& b) {
  fs::path out;
  for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end() && *left == *right;
       ++left, ++right) {
    out /= *left;
  }
  return out;
}

// The first folder of a path: "schema" of "schema/tables/users.sql", "/" of an absolute one.
fs::path first_part(const fs::path& folder) {
  return *folder.begin();
}

std::vector<fs::path> folders_of(const std::vector<std::string>& listed) {
  std::map<fs::path, fs::path> deepest;
  for (const std::string& file : listed) {
    const fs::path folder = fs::path(file).lexically_normal().parent_path();
    if (folder.empty()) continue;
    const auto [place, is_new] = deepest.emplace(first_part(folder), folder);
    if (!is_new) place->second = common_folder(place->second, folder);
  }
  std::vector<fs::path> out;
  for (const auto& [first, folder] : deepest) {
    // Listed from several places of the machine: nothing says what belongs to the project.
    if (folder != folder.root_path() && first != "..") out.push_back(folder);
  }
  return out;
}

}  // namespace

std::vector<std::string> unlisted_sources(const std::vector<std::string>& listed, const std::string& root,
                                          const std::string& except) {
  std::set<fs::path> known;
  std::error_code error;
  for (const std::string& file : listed) known.insert(fs::weakly_canonical(fs::path(root) / file, error));
  const fs::path left_out = except.empty() ? fs::path() : fs::weakly_canonical(fs::path(root) / except, error);

  std::vector<std::string> out;
  for (const fs::path& folder : folders_of(listed)) {
    // A folder that may not be read is no source either.
    for (fs::recursive_directory_iterator each(fs::path(root) / folder, error), end; each != end;
         each.increment(error)) {
      const fs::path& path = each->path();
      if (each->is_directory(error) && fs::weakly_canonical(path, error) == left_out) {
        each.disable_recursion_pending();
      } else if (path.extension() == ".sql" && !known.contains(fs::weakly_canonical(path, error))) {
        out.push_back((root.empty() ? path : folder / path.lexically_relative(fs::path(root) / folder)).string());
      }
    }
  }
  std::ranges::sort(out);
  return out;
}

std::vector<desired::Script> readable_scripts(const std::vector<std::string>& files, const std::string& root) {
  std::vector<desired::Script> out;
  for (const std::string& file : files) {
    try {
      for (desired::Script& script : desired::source_scripts({file}, root)) out.push_back(std::move(script));
    } catch (const Error&) {
      continue;
    }
  }
  return out;
}

std::vector<std::string> names_of(const std::vector<desired::Script>& scripts) {
  std::vector<std::string> out;
  for (const desired::Script& script : scripts) out.push_back(script.name);
  return out;
}

}  // namespace plumb::workflow
