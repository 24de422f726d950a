// SPDX-License-Identifier: Apache-2.0
// Files in one format, and what they read as. Sets up only; checks nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <plumb/migration/directory.hpp>

namespace given {

using plumb::migration::Directory;
using plumb::migration::File;
using plumb::migration::Format;

using Texts = std::vector<std::string>;

inline Texts statements(Format format, const std::string& content) {
  const auto result = Directory::from_files({{"1_a.sql", content}}, format).files().at(0).statements();
  Texts out;
  for (const auto& statement : result.statements) out.push_back(statement.text);
  for (const auto& error : result.errors) out.push_back("error: " + error.text());
  return out;
}

// "name|version|description" of each file.
inline Texts listed(const Directory& directory) {
  Texts out;
  for (const File& file : directory.files()) out.push_back(file.name + "|" + file.version + "|" + file.description);
  return out;
}

inline Texts listed(Format format, const Texts& names) {
  std::map<std::string, std::string> files;
  for (const std::string& name : names) files[name] = "";
  return listed(Directory::from_files(files, format));
}

}  // namespace given
