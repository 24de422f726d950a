// SPDX-License-Identifier: Apache-2.0
// From nodes to typed values. A mapping is read by a list of its keys, each with what to do with its value; whatever is
// not right is noted, and reading goes on, so that a file is told all of its problems at once.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "yaml_tree.hpp"

namespace plumb::settings {

using Handler = std::function<void(const Node&)>;
using Fields = std::vector<std::pair<std::string_view, Handler>>;

// Of a mapping: the key, where it was written, and what it says.
struct Entry {
  std::string key;
  Place place;
  NodePointer value;
};

class Reader {
 public:
  // Both outlive the reader.
  Reader(std::string_view text, const std::string& file) : m_text(text), m_file(file) {}

  void problem(Place place, std::string message, std::string hint = "");
  // Throws what was noted, in the order of the lines, if anything was.
  void finish();

  // Calls the handler of each key that is there. An empty value says nothing. `what` names the mapping in messages.
  void read_map(const Node& node, std::string_view what, const Fields& fields);
  // The entries of a mapping with what it merges in; without those that cannot be, which are noted.
  [[nodiscard]] std::vector<Entry> entries(const Node& node, std::string_view what);
  // Calls the handler for each element. A list is asked for; anything else is noted.
  void read_list(const Node& node, std::string_view what, const Handler& element);

  // Nothing, and a problem, for what is no text. An empty one is a problem too.
  [[nodiscard]] std::optional<std::string> text(const Node& node, std::string_view what);
  [[nodiscard]] std::optional<std::vector<std::string>> texts(const Node& node, std::string_view what);

  // Handlers that put a value where it belongs.
  [[nodiscard]] Handler to(std::string& out, std::string_view what);
  [[nodiscard]] Handler to(std::vector<std::string>& out, std::string_view what);

 private:
  void add_entries(const Node& node, std::string_view what, std::vector<Entry>& out, bool merged);
  void add_merged(const Node& node, std::string_view what, std::vector<Entry>& out);

  std::string_view m_text;
  const std::string& m_file;
  std::vector<Error> m_problems;
};

}  // namespace plumb::settings
