// SPDX-License-Identifier: Apache-2.0
#include "syntax.hpp"

#include <algorithm>

#include <plumb/base/go_text.hpp>

namespace plumb::tmpl {
namespace {

[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

struct WordPrinter {
  std::string operator()(const Dot&) const { return "."; }
  std::string operator()(const NilWord&) const { return "nil"; }
  std::string operator()(const BoolWord& word) const { return word.value ? "true" : "false"; }
  std::string operator()(const NumberWord& word) const { return word.text; }
  std::string operator()(const StringWord& word) const { return word.quoted; }
  std::string operator()(const FieldWord& word) const { return "." + joined(word.names, "."); }
  std::string operator()(const VariableWord& word) const { return joined(word.names, "."); }
  std::string operator()(const FunctionWord& word) const { return word.name; }
  std::string operator()(const Parenthesised& word) const { return "(" + to_text(*word.pipeline) + ")"; }
  std::string operator()(const Chain& word) const { return to_text(*word.receiver) + "." + joined(word.names, "."); }
};

struct StatementPrinter {
  std::string operator()(const Text& text) const { return text.text; }
  std::string operator()(const Action& action) const { return "{{" + to_text(action.pipeline) + "}}"; }
  std::string operator()(const Branch& branch) const {
    static constexpr std::string_view k_names[] = {"if", "with", "range"};
    std::string out = "{{";
    out += k_names[static_cast<int>(branch.kind)];
    out += " " + to_text(branch.pipeline) + "}}" + to_text(branch.body);
    if (branch.otherwise) out += "{{else}}" + to_text(*branch.otherwise);
    return out + "{{end}}";
  }
  std::string operator()(const Call& call) const {
    std::string out = "{{template " + go_quote(call.name);
    if (call.pipeline) out += " " + to_text(*call.pipeline);
    return out + "}}";
  }
  std::string operator()(const Break&) const { return "{{break}}"; }
  std::string operator()(const Continue&) const { return "{{continue}}"; }
};

}  // namespace

bool Definition::empty() const {
  return std::all_of(body.begin(), body.end(), [](const Statement& statement) {
    const auto* text = std::get_if<Text>(&statement.what);
    return text != nullptr && trim_go_space(text->text).empty();
  });
}

std::string to_text(const Operand& operand) {
  return std::visit(WordPrinter{}, operand.word);
}

std::string to_text(const Command& command) {
  std::string out;
  for (const Operand& word : command.words) {
    if (!out.empty()) out += " ";
    out += to_text(word);
  }
  return out;
}

std::string to_text(const Pipeline& pipeline) {
  std::string out = joined(pipeline.variables, ", ");
  if (!out.empty()) out += pipeline.assigns ? " = " : " := ";
  bool first = true;
  for (const Command& command : pipeline.commands) {
    if (!first) out += " | ";
    first = false;
    out += to_text(command);
  }
  return out;
}

std::string to_text(const Statement& statement) {
  return std::visit(StatementPrinter{}, statement.what);
}

std::string to_text(const Block& block) {
  std::string out;
  for (const Statement& statement : block) out += to_text(statement);
  return out;
}

}  // namespace plumb::tmpl
