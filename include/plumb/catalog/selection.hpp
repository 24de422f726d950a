// SPDX-License-Identifier: Apache-2.0
// Which objects of a catalog somebody wants to hear of: Atlas's patterns of `exclude` and `include`
// (atlas-project.md §3.9), over all kinds. docs/commands.md, "Patterns", has them for people.
//
// A pattern has one to three parts, parted by dots: `public.tmp_*`, `*.users.*[type=policy|trigger]`. A part is a shell
// glob (`*`, `?`, `[a-z]`, `[^a]`, `\x`), quoted as in CSV where it holds a dot ("a.b".t), and may name the kinds it is
// about. The parts are the levels of an object: one for what stands in no schema, and schemas; two for what stands in a
// schema; three for what is part of a table, a view, a domain. A pattern matches an object and everything below it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/catalog/catalog.hpp>
#include <plumb/catalog/kind.hpp>

namespace plumb::catalog {

class Pattern {
 public:
  // `schema`: of a URL that is bound to one; it is put before the pattern. "": none. Throws Error: `syntax error in
  // pattern`, `too many parts in pattern: "a.b.c.d"`, `empty pattern: ""`, and for a type that is no kind.
  [[nodiscard]] static Pattern parse(std::string_view text, const std::string& schema = "",
                                     const Kinds& kinds = Kinds::builtin());

  [[nodiscard]] bool matches(const Kind& kind, std::span<const std::string_view> identity) const;

 private:
  struct Part {
    std::string glob;
    std::vector<std::string> kinds;  // empty: any
  };
  std::vector<Part> m_parts;
};

// All that is said must hold; where a list is empty, nothing is said.
struct Selection {
  std::vector<Pattern> excluded;     // none of these
  std::vector<Pattern> included;     // one of these
  std::vector<Pattern> only;         // and one of these
  std::vector<std::string> kinds;    // one of these kinds
  std::vector<std::string> schemas;  // in, or itself, one of these

  [[nodiscard]] bool all() const;
  [[nodiscard]] bool contains(const Kind& kind, std::span<const std::string_view> identity) const;
  [[nodiscard]] bool contains(const Object& object) const;
};

// Shell glob of one part, as Go's path/filepath.Match without separators has it. REQUIRES: is_glob(glob).
[[nodiscard]] bool glob_matches(std::string_view glob, std::string_view text);
[[nodiscard]] bool is_glob(std::string_view glob);

}  // namespace plumb::catalog
