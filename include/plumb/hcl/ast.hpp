// SPDX-License-Identifier: Apache-2.0
// A project file as a tree. It owns all its text; expressions know their place in the file.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <plumb/hcl/source.hpp>
#include <plumb/hcl/value.hpp>

namespace plumb::hcl {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;
using Expressions = std::vector<ExpressionPtr>;

// One step into a value: ".name", or "[key]" with a constant key.
struct Step {
  enum class Kind { attribute, index };
  Kind kind = Kind::attribute;
  std::string name;  // attribute
  Value key;         // index
  Range range;
};

struct Literal {
  Value value;
};
// A name of the scope and steps into it: local.urls["a"].
struct Traversal {
  std::string root;
  Range root_range;
  std::vector<Step> steps;
};
// Steps into what an expression gives: f(x).name.
struct RelativeTraversal {
  ExpressionPtr source;
  std::vector<Step> steps;
};
struct Index {
  ExpressionPtr collection;
  ExpressionPtr key;
  Range open;
  Range brackets;
};
struct Call {
  std::string name;
  Expressions arguments;
  bool expands_last = false;  // f(list...)
  Range name_range;
  Range open;
  Range close;
};
struct Conditional {
  ExpressionPtr condition;
  ExpressionPtr if_true;
  ExpressionPtr if_false;
};
struct Tuple {
  Expressions elements;
  Range open;
};
struct Object {
  struct Item {
    ExpressionPtr key;
    bool in_parentheses = false;  // then a bare name is a reference, not a text
    ExpressionPtr value;
  };
  std::vector<Item> items;
  Range open;
};
struct For {
  std::string key_name;  // "" if only the value has a name
  std::string value_name;
  ExpressionPtr collection;
  ExpressionPtr key;  // null: gives a tuple
  ExpressionPtr value;
  ExpressionPtr condition;  // may be null
  bool groups = false;
  Range open;
};
// a[*].b and a.*.b: `each` is evaluated for each element, which is what SplatElement stands for in it.
struct Splat {
  ExpressionPtr source;
  ExpressionPtr each;
  int id = 0;
  Range marker;
};
struct SplatElement {
  int id = 0;  // of its Splat
};
enum class Operator : unsigned char {
  logical_or,
  logical_and,
  equal,
  not_equal,
  greater,
  greater_equal,
  less,
  less_equal,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  negate,
  logical_not
};
struct Binary {
  Operator op = Operator::add;
  ExpressionPtr left;
  ExpressionPtr right;
};
struct Unary {
  Operator op = Operator::negate;
  ExpressionPtr operand;
  Range symbol;
};
struct Parentheses {
  ExpressionPtr inner;
};
// Quoted text and heredocs. The parts of a plain text are one Literal.
struct Template {
  Expressions parts;
};
// A template of nothing but one interpolation: it gives that value, whatever its type.
struct TemplateWrap {
  ExpressionPtr inner;
};
// The body of %{for}: a For of texts, joined.
struct TemplateJoin {
  ExpressionPtr tuple;
};

struct Expression {
  using Node = std::variant<Literal, Traversal, RelativeTraversal, Index, Call, Conditional, Tuple, Object, For, Splat,
                            SplatElement, Binary, Unary, Parentheses, Template, TemplateWrap, TemplateJoin>;
  Node node;
  Range range;
};

// Where messages about a part of a larger expression point: the beginning of it, such as the name of a call.
[[nodiscard]] Range start_range(const Expression& expression);

// The word of an object key that stands for itself: a bare name (also null, true, false). "" if the key is an
// expression.
[[nodiscard]] std::string_view key_word(const Object::Item& item);

// All references of an expression to names of its scope, in order; names that a `for` introduces are not among them.
[[nodiscard]] std::vector<const Traversal*> references(const Expression& expression);

struct Attribute {
  std::string name;
  ExpressionPtr value;
  Range range;
  Range name_range;
};

struct Block;

struct Body {
  std::vector<Attribute> attributes;  // in the order of the file; names are different
  std::vector<Block> blocks;
  Range range;  // from the opening brace

  [[nodiscard]] const Attribute* attribute(std::string_view name) const;
};

struct Block {
  std::string type;
  std::vector<std::string> labels;
  Body body;
  Range type_range;
  std::vector<Range> label_ranges;
  Range open_brace;
};

}  // namespace plumb::hcl
