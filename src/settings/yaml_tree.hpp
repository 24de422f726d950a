// SPDX-License-Identifier: Apache-2.0
// A YAML document as a tree whose nodes know where they stand. Aliases share the node that they name, so the tree of a
// small file is small; what it would unfold to is counted on the way, and refused where it is too much.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <plumb/settings/settings.hpp>

namespace plumb::settings {

struct Node;
using NodePointer = std::shared_ptr<const Node>;  // shared: an alias is the same node again

struct Node {
  enum class Type { null, scalar, sequence, map };
  Type type = Type::null;
  Place place;
  std::string value;  // of a scalar
  std::vector<NodePointer> items;
  std::vector<std::pair<NodePointer, NodePointer>> entries;  // of a map, as written: keys may come twice
  std::size_t weight = 1;                                    // nodes that it unfolds to
  int height = 0;                                            // levels below it

  // "a text", "a list", "a mapping", "nothing".
  [[nodiscard]] std::string_view type_name() const;
};

// Throws Error with the place in `file`. Null for a file without a document.
[[nodiscard]] NodePointer read_yaml(std::string_view text, const std::string& file);

// The place as a span; the column counts characters.
[[nodiscard]] SourceSpan span_of(std::string_view text, const std::string& file, Place place);

}  // namespace plumb::settings
