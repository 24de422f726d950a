// SPDX-License-Identifier: Apache-2.0
// yamlmerge(): documents are merged as trees and written again as Go's yaml.v3 writes them: keys in order, four blanks
// a level, texts without quotes where they stay texts.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>

#include "yaml.hpp"

namespace plumb::hcl {
namespace {

struct Tree {
  enum class Kind { text, plain, sequence, mapping };  // plain: a number, boolean or null, as it was written
  Kind kind = Kind::plain;
  std::string scalar = "null";
  std::vector<Tree> elements = {};
  std::map<std::string, Tree> entries = {};
};

// How a plain scalar would read in YAML 1.2 with the core schema: anything but a text?
bool reads_as_something_else(const std::string& text) {
  static constexpr std::string_view k_words[] = {"",     "~",    "null",  "Null",  "NULL",  "true",
                                                 "True", "TRUE", "false", "False", "FALSE", ".nan",
                                                 ".NaN", ".NAN", ".inf",  ".Inf",  ".INF",  "<<"};
  if (std::find(std::begin(k_words), std::end(k_words), text) != std::end(k_words)) return true;
  const std::string_view bare =
      text[0] == '+' || text[0] == '-' ? std::string_view(text).substr(1) : std::string_view(text);
  if (bare == ".inf" || bare == ".Inf" || bare == ".INF") return true;
  if (bare.empty() || bare.find_first_of("0123456789") == std::string_view::npos) return false;
  if (bare.starts_with("0x") || bare.starts_with("0o") || bare.starts_with("0b")) {
    return Number::parse_integer(bare.substr(2), bare[1] == 'x' ? 16 : bare[1] == 'o' ? 8 : 2).has_value();
  }
  std::string digits(bare);
  std::erase(digits, '_');
  if (digits.find_first_not_of("0123456789.eE+-") == std::string::npos && Number::parse(digits)) return true;
  return bare.size() >= 8 && bare.size() <= 35 && bare[4] == '-' &&
         bare.find_first_not_of("0123456789-:.TtZz+ ") == std::string_view::npos;
}

// Words that older parsers take for booleans, and base-60 numbers.
bool confuses_older_parsers(const std::string& text) {
  static constexpr std::string_view k_words[] = {"y", "Y", "yes", "Yes", "YES", "on",  "On",  "ON",
                                                 "n", "N", "no",  "No",  "NO",  "off", "Off", "OFF"};
  if (std::find(std::begin(k_words), std::end(k_words), text) != std::end(k_words)) return true;
  return text.find(':') != std::string::npos && text.find_first_not_of("0123456789_:.+-") == std::string::npos;
}

Tree tree_of(const YAML::Node& node) {
  Tree out;
  if (node.IsSequence()) {
    out.kind = Tree::Kind::sequence;
    for (const auto& element : node) out.elements.push_back(tree_of(element));
  } else if (node.IsMap()) {
    out.kind = Tree::Kind::mapping;
    for (const auto& entry : node) out.entries.insert_or_assign(entry.first.Scalar(), tree_of(entry.second));
  } else if (node.IsScalar()) {
    out.scalar = node.Scalar();
    const bool is_plain = node.Tag() == "?" && reads_as_something_else(out.scalar);
    out.kind = is_plain ? Tree::Kind::plain : Tree::Kind::text;
  }
  return out;
}

// Nothing, or the key at which a mapping or sequence meets something else. A scalar overwrites whatever is there.
std::optional<std::string> merge_into(Tree& target, const Tree& source) {
  for (const auto& [key, value] : source.entries) {
    const auto at = target.entries.find(key);
    const bool is_compound = value.kind == Tree::Kind::mapping || value.kind == Tree::Kind::sequence;
    if (at == target.entries.end() || !is_compound) {
      target.entries.insert_or_assign(key, value);
    } else if (at->second.kind != value.kind) {
      return key;
    } else if (value.kind == Tree::Kind::sequence) {
      at->second.elements.insert(at->second.elements.end(), value.elements.begin(), value.elements.end());
    } else if (auto clash = merge_into(at->second, value)) {
      return clash;
    }
  }
  return std::nullopt;
}

bool needs_quotes(std::string_view text) {
  constexpr std::string_view k_indicators = "#,[]{}&*!|>'\"%@`";
  if (k_indicators.find(text[0]) != std::string_view::npos) return true;
  const bool one_char = text.size() == 1;
  if ((text[0] == '-' || text[0] == '?' || text[0] == ':') && (one_char || text[1] == ' ' || text[1] == '\t'))
    return true;
  if (text.starts_with("---") || text.starts_with("...")) return true;
  return text.find(": ") != std::string_view::npos || text.ends_with(':') ||
         text.find(" #") != std::string_view::npos || text.starts_with(' ') || text.ends_with(' ');
}

bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

std::string text_scalar(const std::string& text, int indentation, bool is_key) {
  if (!is_key && text.find('\n') != std::string::npos && yaml_fits_literal(text))
    return yaml_literal(text, indentation);
  if (text.empty() || !is_plain_ascii(text) || reads_as_something_else(text) || confuses_older_parsers(text))
    return yaml_double_quoted(text);
  if (!needs_quotes(text)) return text;
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

class Writer {
 public:
  std::string run(const Tree& tree) {
    node(tree, 0, Place::root);
    return m_out + "\n";
  }

 private:
  enum class Place { root, value, item };

  // The next level: below "- " two columns further, else the next multiple of four.
  static int deeper(int indentation, Place place) {
    if (place == Place::root) return 0;
    return place == Place::item ? indentation + 2 : (indentation + 4) / 4 * 4;
  }

  void new_line(int indentation) { m_out += '\n' + std::string(static_cast<std::size_t>(indentation), ' '); }

  void node(const Tree& tree, int indentation, Place place) {
    const int own = deeper(indentation, place);
    switch (tree.kind) {
      case Tree::Kind::plain:
        m_out += tree.scalar;
        return;
      case Tree::Kind::text:
        m_out += text_scalar(tree.scalar, place == Place::root ? 4 : own, false);
        return;
      case Tree::Kind::sequence:
        sequence(tree, own, place);
        return;
      case Tree::Kind::mapping:
        mapping(tree, own, place);
        return;
    }
  }

  void sequence(const Tree& tree, int own, Place place) {
    if (tree.elements.empty()) {
      m_out += "[]";
      return;
    }
    bool on_new_line = place == Place::value;
    for (const Tree& element : tree.elements) {
      if (on_new_line) new_line(own);
      on_new_line = true;
      m_out += "- ";
      node(element, own, Place::item);
    }
  }

  void mapping(const Tree& tree, int own, Place place) {
    if (tree.entries.empty()) {
      m_out += "{}";
      return;
    }
    bool on_new_line = place == Place::value;
    for (const auto& [key, value] : tree.entries) {
      if (on_new_line) new_line(own);
      on_new_line = true;
      const bool is_block = !value.elements.empty() || !value.entries.empty();
      m_out += text_scalar(key, own, true) + (is_block ? ":" : ": ");
      node(value, own, Place::value);
    }
  }

  std::string m_out;
};

}  // namespace

std::variant<std::string, Failure> merge_yaml(const std::vector<std::string_view>& documents) {
  Tree merged;
  merged.kind = Tree::Kind::mapping;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const int argument = static_cast<int>(i);
    try {
      const Tree tree = tree_of(YAML::Load(std::string(documents[i])));
      const bool is_null = tree.kind == Tree::Kind::plain && (tree.scalar == "null" || tree.scalar.empty());
      if (tree.kind != Tree::Kind::mapping && !is_null)
        return Failure{"yamlmerge: failed to unmarshal yaml: a mapping is required", argument};
      if (const auto clash = merge_into(merged, tree)) {
        return Failure{
            fmt::format(
                "yamlmerge: failed to merge yaml: key {} is defined in both src and dst, but has a different type",
                *clash),
            argument};
      }
    } catch (const YAML::Exception& error) {
      return Failure{fmt::format("yamlmerge: failed to unmarshal yaml: line {}: {}", error.mark.line + 1, error.msg),
                     argument};
    }
  }
  return Writer().run(merged);
}

}  // namespace plumb::hcl
