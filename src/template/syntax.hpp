// SPDX-License-Identifier: Apache-2.0
// The tree of a parsed template. Every node knows its byte offset in the text it came from, for error messages.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace plumb::tmpl {

struct Pipeline;
struct Operand;

struct Dot {};
struct NilWord {};
struct BoolWord {
  bool value = false;
};
struct NumberWord {
  std::string text;                     // as written
  std::optional<std::int64_t> integer;  // has an integral value that fits
  double real = 0;
  bool too_large = false;  // an integer that only fits an unsigned one
};
struct StringWord {
  std::string quoted;  // as written
  std::string text;
};
struct FieldWord {  // .A.B
  std::vector<std::string> names;
};
struct VariableWord {  // $x.A.B; the first name is "$x"
  std::vector<std::string> names;
};
struct FunctionWord {
  std::string name;
};
struct Parenthesised {
  std::unique_ptr<Pipeline> pipeline;
};
struct Chain {  // (pipeline).A.B, function.A
  std::unique_ptr<Operand> receiver;
  std::vector<std::string> names;
};

struct Operand {
  std::size_t position = 0;
  std::variant<Dot, NilWord, BoolWord, NumberWord, StringWord, FieldWord, VariableWord, FunctionWord, Parenthesised,
               Chain>
      word;
};

struct Command {
  std::size_t position = 0;
  std::vector<Operand> words;  // never empty
};

struct Pipeline {
  std::size_t position = 0;
  bool assigns = false;                // "=" instead of ":="
  std::vector<std::string> variables;  // what it declares or assigns, with the "$"
  std::vector<Command> commands;
};

struct Statement;
using Block = std::vector<Statement>;

struct Text {
  std::string text;
};
struct Action {
  Pipeline pipeline;
};
enum class BranchKind { if_, with, range };
struct Branch {
  BranchKind kind = BranchKind::if_;
  Pipeline pipeline;
  Block body;
  std::optional<Block> otherwise;
};
struct Call {  // {{template "name" pipeline}}
  std::string name;
  std::optional<Pipeline> pipeline;
};
struct Break {};
struct Continue {};

struct Statement {
  std::size_t position = 0;
  std::variant<Text, Action, Branch, Call, Break, Continue> what;
};

// One file or flag value that templates were read from.
struct Source {
  std::string name;
  std::string text;
};

// One named template of a set.
struct Definition {
  std::string name;
  std::shared_ptr<const Source> source;  // shared by all definitions of one text
  Block body;

  // Nothing but blanks: such a definition gives way to any other of its name.
  [[nodiscard]] bool empty() const;
};

// The text of a node as Go prints it back: normalised blanks, no trim markers, no comments.
[[nodiscard]] std::string to_text(const Operand& operand);
[[nodiscard]] std::string to_text(const Command& command);
[[nodiscard]] std::string to_text(const Pipeline& pipeline);
[[nodiscard]] std::string to_text(const Statement& statement);
[[nodiscard]] std::string to_text(const Block& block);

}  // namespace plumb::tmpl
