// SPDX-License-Identifier: Apache-2.0
#include "path_pattern.hpp"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>

#include <plumb/base/go_text.hpp>

namespace plumb::project {
namespace {

std::size_t rune_length(std::string_view text) {
  return static_cast<std::size_t>(decode_rune(text).length);
}

// One character of a class, which may be escaped. Takes it off. 0 length: the class is broken.
bool take_class_character(std::string_view& pattern, char32_t& out) {
  if (pattern.empty() || pattern[0] == '-' || pattern[0] == ']') return false;
  if (pattern[0] == '\\') {
    pattern.remove_prefix(1);
    if (pattern.empty()) return false;
  }
  const Rune rune = decode_rune(pattern);
  pattern.remove_prefix(static_cast<std::size_t>(rune.length));
  out = rune.value;
  return true;
}

struct ClassMatch {
  bool valid = false;
  bool matched = false;
};

// A class behind its "[": takes it off the pattern, with its "]".
ClassMatch take_class(std::string_view& pattern, char32_t wanted) {
  const bool negated = pattern.starts_with('^');
  if (negated) pattern.remove_prefix(1);
  ClassMatch out;
  for (bool first = true;; first = false) {
    if (pattern.starts_with(']') && !first) {
      pattern.remove_prefix(1);
      out.valid = true;
      out.matched = out.matched != negated;
      return out;
    }
    char32_t low = 0;
    if (!take_class_character(pattern, low)) return {};
    char32_t high = low;
    if (pattern.starts_with('-')) {
      pattern.remove_prefix(1);
      if (!take_class_character(pattern, high)) return {};
    }
    out.matched = out.matched || (low <= wanted && wanted <= high);
  }
}

// The length of "{…}" with its braces; 0 if it does not close.
std::size_t brace_length(std::string_view pattern) {
  int depth = 0;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (pattern[at] == '{') {
      ++depth;
    } else if (pattern[at] == '}' && --depth == 0) {
      return at + 1;
    }
  }
  return 0;
}

// The alternatives between braces.
std::vector<std::string_view> alternatives(std::string_view inside) {
  std::vector<std::string_view> out;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    if (inside[at] == '\\') {
      ++at;
    } else if (inside[at] == '{') {
      ++depth;
    } else if (inside[at] == '}') {
      --depth;
    } else if (inside[at] == ',' && depth == 0) {
      out.push_back(inside.substr(start, at - start));
      start = at + 1;
    }
  }
  out.push_back(inside.substr(start));
  return out;
}

bool match_here(std::string_view pattern, std::string_view name, Braces braces);

bool match_star(std::string_view pattern, std::string_view name, Braces braces) {
  for (std::size_t at = 0; at <= name.size(); ++at) {
    if (match_here(pattern, name.substr(at), braces)) return true;
  }
  return false;
}

bool match_braces(std::string_view pattern, std::string_view name) {
  const std::size_t length = brace_length(pattern);
  const auto choices = alternatives(pattern.substr(1, length - 2));
  return std::any_of(choices.begin(), choices.end(), [&](std::string_view choice) {
    return match_here(std::string(choice) + std::string(pattern.substr(length)), name, Braces::alternatives);
  });
}

bool match_here(std::string_view pattern, std::string_view name, Braces braces) {
  while (!pattern.empty()) {
    const char c = pattern[0];
    if (c == '*') return match_star(pattern.substr(1), name, braces);
    if (c == '{' && braces == Braces::alternatives) return match_braces(pattern, name);
    if (name.empty()) return false;
    const Rune next = decode_rune(name);
    if (c == '[') {
      pattern.remove_prefix(1);
      if (!take_class(pattern, next.value).matched) return false;
    } else if (c == '?') {
      pattern.remove_prefix(1);
    } else {
      if (c == '\\') pattern.remove_prefix(1);
      if (decode_rune(pattern).value != next.value) return false;
      pattern.remove_prefix(rune_length(pattern));
    }
    name.remove_prefix(static_cast<std::size_t>(next.length));
  }
  return name.empty();
}

bool has_wildcards(std::string_view component) {
  return component.find_first_of("*?[\\{") != std::string_view::npos;
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

// ** does not follow links: they may lead in a circle.
bool is_own_folder(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::vector<std::string> sorted_names(const std::string& folder) {
  std::vector<std::string> out;
  DIR* handle = ::opendir(folder.empty() ? "/" : folder.c_str());
  if (handle == nullptr) return out;
  while (const dirent* entry = ::readdir(handle)) {
    std::string name = entry->d_name;
    if (name != "." && name != "..") out.push_back(std::move(name));
  }
  ::closedir(handle);
  std::sort(out.begin(), out.end());
  return out;
}

class Finder {
 public:
  explicit Finder(Braces braces) : m_braces(braces) {}

  std::vector<std::string> take() { return std::move(m_found); }

  // Paths below a folder that match the components from `at` on. `folder` has no slash at its end; "" is the root.
  void walk(const std::string& folder, const std::vector<std::string>& components, std::size_t at) {
    const std::string& component = components[at];
    const bool last = at + 1 == components.size();
    if (component == "**" && m_braces == Braces::alternatives) {
      last ? everything_below(folder) : any_depth(folder, components, at);
    } else if (!has_wildcards(component)) {
      const std::string path = folder + "/" + component;
      if (last) {
        if (exists(path)) m_found.push_back(path);
      } else if (is_folder(path)) {
        walk(path, components, at + 1);
      }
    } else {
      for (const std::string& name : sorted_names(folder)) {
        if (!matches(component, name, m_braces)) continue;
        const std::string path = folder + "/" + name;
        if (last) {
          m_found.push_back(path);
        } else if (is_folder(path)) {
          walk(path, components, at + 1);
        }
      }
    }
  }

 private:
  void any_depth(const std::string& folder, const std::vector<std::string>& components, std::size_t at) {
    for (const std::string& name : sorted_names(folder)) {
      const std::string path = folder + "/" + name;
      if (is_own_folder(path)) any_depth(path, components, at);
    }
    walk(folder, components, at + 1);
  }

  void everything_below(const std::string& folder) {
    for (const std::string& name : sorted_names(folder)) {
      const std::string path = folder + "/" + name;
      m_found.push_back(path);
      if (is_own_folder(path)) everything_below(path);
    }
  }

  Braces m_braces;
  std::vector<std::string> m_found;
};

// Cuts at slashes outside braces.
std::vector<std::string> split_path(std::string_view pattern, Braces braces) {
  std::vector<std::string> out(1);
  int depth = 0;
  for (const char c : pattern) {
    if (c == '{' && braces == Braces::alternatives) ++depth;
    if (c == '}' && depth > 0) --depth;
    if (c == '/' && depth == 0) {
      if (!out.back().empty()) out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

// Alternatives with slashes in them become patterns of their own.
std::vector<std::string> without_slashes_in_braces(const std::string& pattern) {
  for (std::size_t at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1)) {
    const std::size_t length = brace_length(std::string_view(pattern).substr(at));
    const std::string_view inside = std::string_view(pattern).substr(at + 1, length - 2);
    if (inside.find('/') == std::string_view::npos) continue;
    std::vector<std::string> out;
    for (const std::string_view choice : alternatives(inside)) {
      const std::string one = pattern.substr(0, at) + std::string(choice) + pattern.substr(at + length);
      for (std::string& expanded : without_slashes_in_braces(one)) out.push_back(std::move(expanded));
    }
    return out;
  }
  return {pattern};
}

}  // namespace

bool is_pattern(std::string_view pattern, Braces braces) {
  while (!pattern.empty()) {
    const char c = pattern[0];
    pattern.remove_prefix(1);
    if (c == '\\') {
      if (pattern.empty()) return false;
      pattern.remove_prefix(1);
    } else if (c == '[') {
      if (!take_class(pattern, 0).valid) return false;
    } else if (c == '{' && braces == Braces::alternatives) {
      if (brace_length("{" + std::string(pattern)) == 0) return false;
    }
  }
  return true;
}

bool matches(std::string_view pattern, std::string_view name, Braces braces) {
  return match_here(pattern, name, braces);
}

std::vector<std::string> find_paths(const std::string& pattern, Braces braces) {
  std::vector<std::string> out;
  const auto patterns =
      braces == Braces::alternatives ? without_slashes_in_braces(pattern) : std::vector<std::string>{pattern};
  for (const std::string& one : patterns) {
    const auto components = split_path(one, braces);
    if (components.empty()) continue;
    Finder finder(braces);
    finder.walk("", components, 0);
    for (std::string& path : finder.take()) {
      if (std::find(out.begin(), out.end(), path) == out.end()) out.push_back(std::move(path));
    }
  }
  return out;
}

}  // namespace plumb::project
