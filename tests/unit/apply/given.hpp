// SPDX-License-Identifier: Apache-2.0
// A directory and the rows of a database, written down shortly. Sets up only; checks nothing.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include <plumb/apply/revision.hpp>
#include <plumb/migration/directory.hpp>

namespace given {

using Names = std::vector<std::string>;

struct Row {
  std::string version;
  std::int64_t applied = 1;
  std::int64_t total = 1;
};

struct Situation {
  // Files whose names hold "_ck" are checkpoints; each has two statements.
  Situation(const Names& files, std::initializer_list<Row> rows) {
    std::map<std::string, std::string> contents;
    for (const std::string& name : files) {
      const bool checkpoint = name.find("_ck") != std::string::npos;
      contents[name] = std::string(checkpoint ? "-- atlas:checkpoint\n\n" : "") + "SELECT 1;\nSELECT 2;\n";
    }
    directory = plumb::migration::Directory::from_files(std::move(contents));
    for (const Row& row : rows) {
      plumb::apply::Revision revision;
      revision.version = row.version;
      revision.applied = row.applied;
      revision.total = row.total;
      revisions.push_back(std::move(revision));
    }
  }

  plumb::migration::Directory directory;
  std::vector<plumb::apply::Revision> revisions;
};

inline Names names(const std::vector<const plumb::migration::File*>& files) {
  Names out;
  for (const auto* file : files) out.push_back(file->name);
  return out;
}

}  // namespace given
