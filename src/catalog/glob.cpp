// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/selection.hpp>

namespace plumb::catalog {
namespace {

// One element of a glob, at its start: how long it is, and whether it takes the byte. Length 0: it is not well-formed.
struct Element {
  std::size_t length = 0;
  bool takes = false;
};

Element escaped(std::string_view glob, char byte) {
  if (glob.size() < 2) return {};
  return {.length = 2, .takes = glob[1] == byte};
}

// A byte of a class, perhaps behind a backslash; moves on behind it. False: there is none.
bool class_byte(std::string_view glob, std::size_t& at, char& byte) {
  if (at < glob.size() && glob[at] == '\\') ++at;
  if (at >= glob.size()) return false;
  byte = glob[at++];
  return true;
}

Element in_class(std::string_view glob, char byte) {
  std::size_t at = 1;
  const bool negated = at < glob.size() && glob[at] == '^';
  if (negated) ++at;
  bool found = false;
  for (bool first = true; at < glob.size(); first = false) {
    if (glob[at] == ']') return first ? Element{} : Element{.length = at + 1, .takes = found != negated};
    if (glob[at] == '-') return {};
    char low = 0;
    if (!class_byte(glob, at, low)) return {};
    char high = low;
    if (at < glob.size() && glob[at] == '-' && !class_byte(glob, ++at, high)) return {};
    const auto value = [](char c) { return static_cast<unsigned char>(c); };
    found = found || (value(low) <= value(byte) && value(byte) <= value(high));
  }
  return {};
}

Element element(std::string_view glob, char byte) {
  if (glob[0] == '\\') return escaped(glob, byte);
  if (glob[0] == '[') return in_class(glob, byte);
  return {.length = 1, .takes = glob[0] == '?' || glob[0] == '*' || glob[0] == byte};
}

}  // namespace

bool is_glob(std::string_view glob) {
  while (!glob.empty()) {
    const std::size_t length = element(glob, 'x').length;
    if (length == 0) return false;
    glob.remove_prefix(length);
  }
  return true;
}

// Where an element does not fit, only the last star needs to take one byte more: the classical walk, without recursion.
bool glob_matches(std::string_view glob, std::string_view text) {
  std::size_t at = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  std::size_t byte = 0;
  while (byte < text.size() || at < glob.size()) {
    if (at < glob.size() && glob[at] == '*') {
      star = at++;
      retry = byte;
      continue;
    }
    if (at < glob.size() && byte < text.size()) {
      const Element next = element(glob.substr(at), text[byte]);
      if (next.takes) {
        at += next.length;
        ++byte;
        continue;
      }
    }
    if (star == std::string_view::npos || retry >= text.size()) return false;
    at = star + 1;
    byte = ++retry;
  }
  return true;
}

}  // namespace plumb::catalog
