// SPDX-License-Identifier: Apache-2.0
#include "yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace plumb::settings {
namespace {

constexpr std::size_t k_most_bytes = std::size_t{1} << 20;
constexpr std::size_t k_most_nodes = 100'000;
constexpr int k_most_levels = 32;

Place place_of(const YAML::Mark& mark) {
  return {.line = mark.line + 1, .column = mark.column + 1};
}

class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, const std::string& file) : m_text(text), m_file(file) {}

  NodePointer root() const { return m_root; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (m_documents++ > 0) refuse("a second document", mark);
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(make(Node::Type::null, mark, anchor)); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = m_anchors.find(anchor);
    if (found == m_anchors.end()) refuse("an alias of nothing", mark);
    const bool is_open =
        std::any_of(m_open.begin(), m_open.end(), [&](const Open& open) { return open.node == found->second; });
    if (is_open) refuse("an alias of what it stands in", mark);
    add(found->second);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const bool is_plain = tag == "?";
    const bool is_null = is_plain && (value == "~" || value == "null" || value.empty());
    auto node = make(is_null ? Node::Type::null : Node::Type::scalar, mark, anchor);
    node->value = value;
    add(node);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(make(Node::Type::sequence, mark, anchor));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(make(Node::Type::map, mark, anchor));
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    std::shared_ptr<Node> node;
    NodePointer key;  // of a map, where its value is awaited
  };

  [[noreturn]] void refuse(std::string_view what, const YAML::Mark& mark) const {
    throw Error(std::string(what) + " is not allowed here").with_span(span_of(m_text, m_file, place_of(mark)));
  }

  std::shared_ptr<Node> make(Node::Type type, const YAML::Mark& mark, YAML::anchor_t anchor) {
    auto node = std::make_shared<Node>();
    node->type = type;
    node->place = place_of(mark);
    if (anchor != YAML::NullAnchor) m_anchors[anchor] = node;
    return node;
  }

  void open(std::shared_ptr<Node> node) {
    if (m_open.size() >= k_most_levels) too_much(*node, fmt::format("more than {} levels deep", k_most_levels));
    m_open.push_back({std::move(node), nullptr});
  }

  void close() {
    const NodePointer node = m_open.back().node;
    m_open.pop_back();
    add(node);
  }

  void add(const NodePointer& node) {
    if (m_open.empty()) {
      m_root = node;
      return;
    }
    Open& parent = m_open.back();
    parent.node->weight += node->weight;
    parent.node->height = std::max(parent.node->height, node->height + 1);
    if (parent.node->weight > k_most_nodes) too_much(*node, fmt::format("more than {} values", k_most_nodes));
    if (parent.node->height > k_most_levels) too_much(*node, fmt::format("more than {} levels deep", k_most_levels));
    if (parent.node->type == Node::Type::sequence) {
      parent.node->items.push_back(node);
    } else if (parent.key) {
      parent.node->entries.emplace_back(std::move(parent.key), node);
      parent.key = nullptr;
    } else {
      parent.key = node;
    }
  }

  [[noreturn]] void too_much(const Node& node, const std::string& what) const {
    throw Error("the file unfolds to too much: " + what).with_span(span_of(m_text, m_file, node.place));
  }

  std::string_view m_text;
  const std::string& m_file;
  std::map<YAML::anchor_t, std::shared_ptr<Node>> m_anchors;
  std::vector<Open> m_open;
  NodePointer m_root;
  int m_documents = 0;
};

}  // namespace

std::string_view Node::type_name() const {
  switch (type) {
    case Type::null:
      return "nothing";
    case Type::scalar:
      return "a text";
    case Type::sequence:
      return "a list";
    case Type::map:
      return "a mapping";
  }
  return "";
}

SourceSpan span_of(std::string_view text, const std::string& file, Place place) {
  SourceSpan span{.file = file, .line = place.line, .column = place.column, .line_text = {}};
  for (int line = 1; line < place.line && !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (place.line == 0) return span;
  span.line_text = text.substr(0, text.find('\n'));
  if (span.line_text.ends_with('\r')) span.line_text.pop_back();
  // yaml-cpp counts bytes; a byte that goes on with a character is no column.
  const std::string_view before =
      std::string_view(span.line_text).substr(0, static_cast<std::size_t>(place.column - 1));
  span.column -= static_cast<int>(std::count_if(before.begin(), before.end(),
                                                [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }));
  return span;
}

NodePointer read_yaml(std::string_view text, const std::string& file) {
  if (text.size() > k_most_bytes) {
    throw Error(fmt::format("{} is larger than {} bytes: no plumb.yaml", file, k_most_bytes));
  }
  std::istringstream stream{std::string(text)};
  TreeBuilder builder(text, file);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    throw Error("no YAML: " + error.msg).with_span(span_of(text, file, place_of(error.mark)));
  }
  return builder.root();
}

}  // namespace plumb::settings
