// SPDX-License-Identifier: Apache-2.0
// What `plumb schema validate` has to tell about the declared sources: data only.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <plumb/base/error.hpp>

namespace plumb::finding {

struct SourcesReport {
  std::string server;          // on which they were loaded: "18.4"; "" it did not come to that
  std::size_t files = 0;       // that src names
  std::size_t loaded = 0;      // of them, before the first failure
  std::size_t statements = 0;  // of those that were loaded
  // What could not be loaded, and why: with file, line, column, the statement. Nothing: all of it was.
  std::optional<Error> failure;
  std::map<std::string, std::size_t> kinds;  // objects that the database has then, by kind; empty after a failure
  // What is legal and rarely meant; paths as src writes them.
  std::vector<std::string> unlisted;  // SQL files beside the listed ones, or below them, that src does not name; sorted
  std::vector<std::string> repeated;  // files that it names more than once
  std::vector<std::string> empty;     // that hold no statement

  [[nodiscard]] bool valid() const { return !failure; }
};

}  // namespace plumb::finding
