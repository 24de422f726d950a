// SPDX-License-Identifier: Apache-2.0
#include "parser.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>

#include "lexer.hpp"
#include "literal.hpp"

namespace plumb::tmpl {
namespace {

using Kind = Token::Kind;

[[nodiscard]] bool is_keyword(const Token& token, std::string_view name) {
  return token.kind == Kind::keyword && token.text == name;
}

class Parser {
 public:
  Parser(std::shared_ptr<const Source> source, const std::function<bool(std::string_view)>& has_function)
      : m_source(std::move(source)), m_has_function(has_function), m_tokens(tokenize(m_source->text)) {}

  [[nodiscard]] Definitions run() {
    Definition main{m_source->name, m_source, {}};
    while (peek().kind != Kind::end) {
      if (peek().kind == Kind::left && is_keyword(token_after_left(), "define")) {
        next();
        next_word();
        define();
        continue;
      }
      Item item = text_or_action();
      if (item.closes != Closes::nothing) fail("unexpected " + closing_text(item));
      main.body.push_back(std::move(item.statement));
    }
    add(std::move(main));
    return std::move(m_definitions);
  }

 private:
  // A statement, or what ends the list of them.
  enum class Closes { nothing, end, else_ };
  struct Item {
    Closes closes = Closes::nothing;
    Statement statement;
  };

  // What belongs to one definition: {{define}} and {{block}} see nothing of what is around them.
  struct Scope {
    std::vector<std::string> variables = {"$"};
    int range_depth = 0;
    int parentheses = 0;
  };

  // ---- tokens

  [[nodiscard]] const Token& token(std::size_t index) {
    index = std::min(index, m_tokens.size() - 1);
    m_farthest = std::max(m_farthest, index);
    return m_tokens[index];
  }
  [[nodiscard]] const Token& peek() { return token(m_next); }
  const Token& next() { return token(m_next++); }
  const Token& peek_word() {
    while (peek().kind == Kind::space) ++m_next;
    return peek();
  }
  const Token& next_word() {
    peek_word();
    return next();
  }
  // What follows a "{{" that is next, blanks aside; nothing is taken.
  [[nodiscard]] const Token& token_after_left() {
    std::size_t index = m_next + 1;
    while (token(index).kind == Kind::space) ++index;
    return token(index);
  }

  // ---- errors

  // Go names the line of the farthest token it has looked at, not that of the error.
  [[noreturn]] void fail(const std::string& message) const {
    throw Error(fmt::format("template: {}:{}: {}", m_source->name, m_tokens[m_farthest].line, message));
  }

  [[noreturn]] void unexpected(const Token& token, std::string_view context) const {
    if (token.kind != Kind::error) fail(fmt::format("unexpected {} in {}", describe(token), context));
    std::string extra;
    if (m_action_line != 0 && m_action_line != token.line) {
      extra = fmt::format(" in action started at {}:{}", m_source->name, m_action_line);
      if (token.message.ends_with(" action")) extra.erase(0, std::string_view(" in action").size());
    }
    fail(token.message + extra);
  }

  [[nodiscard]] static std::string closing_text(const Item& item) {
    return item.closes == Closes::end ? "{{end}}" : "{{else}}";
  }

  void expect_right(std::string_view context) {
    if (const Token& found = next_word(); found.kind != Kind::right) unexpected(found, context);
  }

  // What literals throw, with the place in front.
  template <class Make>
  [[nodiscard]] auto literal(Make make) const {
    try {
      return make();
    } catch (const Error& e) {
      fail(e.message());
    }
  }

  // ---- definitions

  void add(Definition definition) {
    const auto found = m_definitions.find(definition.name);
    if (found == m_definitions.end() || found->second.empty()) {
      m_definitions.insert_or_assign(definition.name, std::move(definition));
    } else if (!definition.empty()) {
      fail(fmt::format("template: multiple definition of template {}", go_quote(definition.name)));
    }
  }

  // The name of a template in {{define}}, {{block}} and {{template}}.
  [[nodiscard]] std::string template_name(std::string_view context) {
    const Token& name = next_word();
    if (name.kind != Kind::string && name.kind != Kind::raw_string) unexpected(name, context);
    return literal([&] { return unquote(name.text); });
  }

  void definition_body(const std::string& name, std::string_view context) {
    const Scope outer = std::exchange(m_scope, Scope{});
    Definition definition{name, m_source, {}};
    const Closes closes = statements(definition.body);
    if (closes != Closes::end) fail(fmt::format("unexpected {{{{else}}}} in {}", context));
    add(std::move(definition));
    m_scope = outer;
  }

  void define() {
    static constexpr std::string_view k_context = "define clause";
    const std::string name = template_name(k_context);
    expect_right(k_context);
    definition_body(name, k_context);
  }

  // ---- statements

  // Appends statements up to {{end}} or {{else}}, and says which it was.
  Closes statements(Block& block) {
    while (peek_word().kind != Kind::end) {
      Item item = text_or_action();
      if (item.closes != Closes::nothing) return item.closes;
      block.push_back(std::move(item.statement));
    }
    fail("unexpected EOF");
  }

  [[nodiscard]] Item text_or_action() {
    const Token& first = next_word();
    if (first.kind == Kind::text) return {.statement = {first.position, Text{std::string(first.text)}}};
    if (first.kind != Kind::left) unexpected(first, "input");
    m_action_line = first.line;
    Item item = action();
    m_action_line = 0;
    return item;
  }

  [[nodiscard]] Item action() {
    const Token& first = peek_word();
    if (first.kind != Kind::keyword) {
      return {.statement = {first.position, Action{pipeline("command", Kind::right)}}};
    }
    next();
    if (first.text == "block") return {.statement = block()};
    if (first.text == "break") return {.statement = {first.position, jump<Break>("{{break}}")}};
    if (first.text == "continue") return {.statement = {first.position, jump<Continue>("{{continue}}")}};
    if (first.text == "else") return else_();
    if (first.text == "end") {
      expect_right("end");
      return {.closes = Closes::end};
    }
    if (first.text == "if") return {.statement = branch(BranchKind::if_)};
    if (first.text == "range") return {.statement = branch(BranchKind::range)};
    if (first.text == "with") return {.statement = branch(BranchKind::with)};
    if (first.text == "template") return {.statement = call()};
    // A {{define}} that is not at the top.
    fail(fmt::format("unexpected {} in command", describe(first)));
  }

  template <class Jump>
  [[nodiscard]] Jump jump(const char* name) {
    if (const Token& found = next_word(); found.kind != Kind::right) unexpected(found, name);
    if (m_scope.range_depth == 0) fail(fmt::format("{} outside {{{{range}}}}", name));
    return {};
  }

  // {{else}}, or the "{{else" of {{else if …}}, whose rest stays to be read.
  [[nodiscard]] Item else_() {
    const Token& word = peek_word();
    if (!is_keyword(word, "if") && !is_keyword(word, "with")) expect_right("else");
    return {.closes = Closes::else_};
  }

  [[nodiscard]] Statement branch(BranchKind kind) {
    static constexpr std::string_view k_names[] = {"if", "with", "range"};
    const std::string_view name = k_names[static_cast<int>(kind)];
    const std::size_t visible = m_scope.variables.size();
    Branch branch;
    branch.kind = kind;
    branch.pipeline = pipeline(name, Kind::right);
    const int inside = kind == BranchKind::range ? 1 : 0;
    m_scope.range_depth += inside;
    const Closes closes = statements(branch.body);
    m_scope.range_depth -= inside;
    if (closes == Closes::else_) {
      branch.otherwise.emplace();
      if (kind != BranchKind::range && is_keyword(peek(), name)) {
        next();
        branch.otherwise->push_back(this->branch(kind));
      } else if (statements(*branch.otherwise) != Closes::end) {
        fail("expected end; found {{else}}");
      }
    }
    m_scope.variables.resize(visible);
    const std::size_t position = branch.pipeline.position;
    return {position, std::move(branch)};
  }

  [[nodiscard]] Statement call() {
    const std::size_t position = peek_word().position;
    Call call{template_name("template clause"), std::nullopt};
    if (peek_word().kind == Kind::right) {
      next();
    } else {
      call.pipeline = pipeline("template clause", Kind::right);
    }
    return {position, std::move(call)};
  }

  // {{block}} is a {{define}} and a {{template}} in one.
  [[nodiscard]] Statement block() {
    static constexpr std::string_view k_context = "block clause";
    const std::size_t position = peek_word().position;
    Call call{template_name(k_context), std::nullopt};
    call.pipeline = pipeline(k_context, Kind::right);
    definition_body(call.name, k_context);
    return {position, std::move(call)};
  }

  // ---- pipelines

  [[nodiscard]] Pipeline pipeline(std::string_view context, Kind end) {
    Pipeline pipeline;
    pipeline.position = peek_word().position;
    declarations(pipeline, context);
    for (;;) {
      const Token& word = peek_word();
      if (word.kind == end) {
        next();
        break;
      }
      if (!starts_operand(word)) {
        next();
        unexpected(word, context);
      }
      pipeline.commands.push_back(command());
    }
    check(pipeline, context);
    return pipeline;
  }

  // "$x :=", "$x =", and for range "$i, $x :=".
  void declarations(Pipeline& pipeline, std::string_view context) {
    while (peek_word().kind == Kind::variable) {
      const std::size_t start = m_next;
      const std::string name(next().text);
      const Token& after = peek_word();
      const bool comma = after.kind == Kind::punctuation && after.text == ",";
      if (!comma && after.kind != Kind::assign && after.kind != Kind::declare) {
        m_next = start;  // not a declaration: the variable is the first word of a command
        return;
      }
      pipeline.assigns = after.kind == Kind::assign;
      next();
      pipeline.variables.push_back(name);
      m_scope.variables.push_back(name);
      if (!comma) return;
      if (context != "range" || pipeline.variables.size() >= 2)
        fail(fmt::format("too many declarations in {}", context));
      const Kind following = peek_word().kind;
      if (following != Kind::variable && following != Kind::right && following != Kind::close) {
        fail("range can only initialize variables");
      }
    }
  }

  [[nodiscard]] static bool starts_operand(const Token& token) {
    switch (token.kind) {
      case Kind::boolean:
      case Kind::character:
      case Kind::dot:
      case Kind::field:
      case Kind::word:
      case Kind::number:
      case Kind::nil:
      case Kind::raw_string:
      case Kind::string:
      case Kind::variable:
      case Kind::open:
        return true;
      default:
        return false;
    }
  }

  void check(const Pipeline& pipeline, std::string_view context) const {
    if (pipeline.commands.empty()) fail(fmt::format("missing value for {}", context));
    for (std::size_t i = 1; i < pipeline.commands.size(); ++i) {
      const auto& word = pipeline.commands[i].words[0].word;
      if (std::holds_alternative<BoolWord>(word) || std::holds_alternative<Dot>(word) ||
          std::holds_alternative<NilWord>(word) || std::holds_alternative<NumberWord>(word) ||
          std::holds_alternative<StringWord>(word)) {
        fail(fmt::format("non executable command in pipeline stage {}", i + 1));
      }
    }
  }

  [[nodiscard]] Command command() {
    Command command;
    command.position = peek_word().position;
    for (;;) {
      if (starts_operand(peek_word())) command.words.push_back(operand());
      const Token& after = peek();
      if (after.kind == Kind::space) {
        next();
        continue;
      }
      if (after.kind == Kind::right || after.kind == Kind::close) break;
      next();
      if (after.kind == Kind::pipe) break;
      unexpected(after, "operand");
    }
    if (command.words.empty()) fail("empty command");
    return command;
  }

  [[nodiscard]] static std::vector<std::string> split_names(std::string_view dotted) {
    std::vector<std::string> names;
    for (;;) {
      const std::size_t dot = dotted.find('.');
      names.emplace_back(dotted.substr(0, dot));
      if (dot == std::string_view::npos) return names;
      dotted.remove_prefix(dot + 1);
    }
  }

  // A term and the fields behind it: ".A.B" arrives as two tokens.
  [[nodiscard]] Operand operand() {
    Operand first = term();
    if (peek().kind != Kind::field) return first;
    std::vector<std::string> names;
    const std::size_t position = peek().position;
    while (peek().kind == Kind::field) names.emplace_back(next().text.substr(1));
    const auto append_to = [&](std::vector<std::string>& all) { all.insert(all.end(), names.begin(), names.end()); };
    if (auto* field = std::get_if<FieldWord>(&first.word)) {
      append_to(field->names);
      first.position = position;
      return first;
    }
    if (auto* variable = std::get_if<VariableWord>(&first.word)) {
      append_to(variable->names);
      first.position = position;
      return first;
    }
    if (!std::holds_alternative<FunctionWord>(first.word) && !std::holds_alternative<Parenthesised>(first.word)) {
      fail(fmt::format("unexpected . after term {}", go_quote(to_text(first))));
    }
    return {position, Chain{std::make_unique<Operand>(std::move(first)), std::move(names)}};
  }

  [[nodiscard]] Operand term() {
    const Token& token = next();
    return {token.position, term_word(token)};
  }

  [[nodiscard]] decltype(Operand::word) term_word(const Token& token) {
    switch (token.kind) {
      case Kind::word:
        if (!m_has_function(token.text)) fail(fmt::format("function {} not defined", go_quote(token.text)));
        return FunctionWord{std::string(token.text)};
      case Kind::dot:
        return Dot{};
      case Kind::nil:
        return NilWord{};
      case Kind::variable:
        return variable(token);
      case Kind::field:
        return FieldWord{split_names(token.text.substr(1))};
      case Kind::boolean:
        return BoolWord{token.text == "true"};
      case Kind::character:
        return literal([&] { return parse_character(token.text); });
      case Kind::number:
        return literal([&] { return parse_number(token.text); });
      case Kind::open:
        return parenthesised();
      default:
        return StringWord{std::string(token.text), literal([&] { return unquote(token.text); })};
    }
  }

  [[nodiscard]] VariableWord variable(const Token& token) const {
    const std::string name(token.text);
    if (std::find(m_scope.variables.begin(), m_scope.variables.end(), name) == m_scope.variables.end()) {
      fail(fmt::format("undefined variable {}", go_quote(name)));
    }
    return {{name}};
  }

  // Go allows 10,000; the executor goes down with every level, so we stop where its stack is safe.
  static constexpr int k_max_parentheses = 1000;

  [[nodiscard]] Parenthesised parenthesised() {
    if (m_scope.parentheses >= k_max_parentheses) fail("max expression depth exceeded");
    ++m_scope.parentheses;
    Parenthesised inner{std::make_unique<Pipeline>(pipeline("parenthesized pipeline", Kind::close))};
    --m_scope.parentheses;
    return inner;
  }

  std::shared_ptr<const Source> m_source;
  const std::function<bool(std::string_view)>& m_has_function;
  std::vector<Token> m_tokens;
  std::size_t m_next = 0;
  std::size_t m_farthest = 0;
  int m_action_line = 0;  // of the action being parsed, 0 outside
  Scope m_scope;
  Definitions m_definitions;
};

}  // namespace

Definitions parse(const std::shared_ptr<const Source>& source,
                  const std::function<bool(std::string_view)>& has_function) {
  return Parser(source, has_function).run();
}

}  // namespace plumb::tmpl
