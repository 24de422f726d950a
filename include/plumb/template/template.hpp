// SPDX-License-Identifier: Apache-2.0
// Go's text/template, as far as `--format` and `data "template_dir"` use it: actions, pipelines, variables, if, with,
// range, define, template, block, break, continue, comments, trim markers and all built-in functions (atlas-migrate.md
// §7).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <plumb/template/value.hpp>

namespace plumb::tmpl {

using Functions = std::map<std::string, Function>;

class Template {
 public:
  // Throws Error with Go's text (`template: format:1: function "x" not defined`). `functions` are added to the built-in
  // ones.
  [[nodiscard]] static Template parse(const std::string& name, std::string_view text, const Functions& functions);
  // Adds the templates of another file to this set (template_dir).
  void add(const std::string& name, std::string_view text);

  enum class MissingKey { no_value, error };
  // Throws Error with Go's text (`template: format:1:3: executing "format" at <.X>: can't evaluate field X in type …`).
  [[nodiscard]] std::string execute(const Value& data, MissingKey missing = MissingKey::no_value) const;
  [[nodiscard]] std::string execute_template(const std::string& name, const Value& data,
                                             MissingKey missing = MissingKey::no_value) const;
  // Go's String(): the template printed from its tree, normalised blanks (`x{{sql .}}`).
  [[nodiscard]] std::string str() const;

  struct Tree;

 private:
  std::shared_ptr<Tree> m_tree;
};

// Atlas's functions: json, json_merge, add, sub, upper, lower, indent_ln, repeat, join, maxWidth … and the colours,
// which are escape sequences only if `colour` is set.
[[nodiscard]] Functions atlas_functions(bool colour);

// Go's encoding/json of a value: `json .`, and with indentation `json . "  "` / `json . "prefix" "indent"`.
[[nodiscard]] std::string to_json(const Value& value);
[[nodiscard]] std::string to_json(const Value& value, std::string_view prefix, std::string_view indent);

}  // namespace plumb::tmpl
