// SPDX-License-Identifier: Apache-2.0
// The data a Go template walks over: built by report, read by the engine and by its `json` function.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace plumb::tmpl {

class Value;
using List = std::vector<Value>;
struct Struct;  // a Go struct: fields and methods by name, and its own JSON form

// A Go value. Copying is cheap: lists, maps and structs are shared (that is why there are shared_ptrs) and never
// changed once built.
class Value {
 public:
  using Map = std::map<std::string, Value>;

  Value() = default;                                // nil without a type: prints as "<no value>"
  Value(bool b) : m_data(b) {}                      // NOLINT(google-explicit-constructor): literals read better
  Value(std::int64_t i) : m_data(i) {}              // NOLINT
  Value(int i) : m_data(std::int64_t{i}) {}         // NOLINT
  Value(double d) : m_data(d) {}                    // NOLINT
  Value(std::string s) : m_data(std::move(s)) {}    // NOLINT
  Value(const char* s) : m_data(std::string(s)) {}  // NOLINT
  Value(List list);                                 // NOLINT
  Value(Map map);                                   // NOLINT
  Value(std::shared_ptr<const Struct> s) : m_data(std::move(s)) {}  // NOLINT
  Value(Struct s);                                                  // NOLINT

  // A nil slice: empty, but `null` in JSON.
  [[nodiscard]] static Value nil_list();
  // The bytes of a file: prints as a list of numbers, as `%s` as text.
  [[nodiscard]] static Value bytes(std::string text);

  // The same value with the name of its Go type, where that is not the usual one of its kind ("[]string", "int64"):
  // error texts and %T show it. The text must outlive the value: a literal.
  [[nodiscard]] Value with_type(const char* type_name) const;

  using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<const List>,
                            std::shared_ptr<const Map>, std::shared_ptr<const Struct>>;
  [[nodiscard]] const Data& data() const { return m_data; }
  [[nodiscard]] bool truth() const;  // Go's idea of truth in `if`
  [[nodiscard]] std::string type_name()
      const;  // as Go prints the type: "int", "[]interface {}", "*cmdlog.MigrateApply"

  // What it is, nullptr if it is not that. A named basic type (time.Duration) answers as its underlying one.
  [[nodiscard]] const bool* as_bool() const;
  [[nodiscard]] const std::int64_t* as_int() const;
  [[nodiscard]] const double* as_double() const;
  [[nodiscard]] const std::string* as_string() const;  // also of bytes()
  [[nodiscard]] const List* as_list() const;           // an empty one for a nil slice
  [[nodiscard]] const Map* as_map() const;
  [[nodiscard]] const Struct* as_struct() const;
  [[nodiscard]] bool is_nil() const;    // untyped nil, nil slice, nil pointer
  [[nodiscard]] bool is_bytes() const;  // made by bytes()

 private:
  [[nodiscard]] const Data& basic() const;

  Data m_data;
  const char* m_type = nullptr;
};

// A function of a template, or a method of a struct. It throws Error to fail the template ("error calling <name>: …").
struct Function {
  using Call = std::function<Value(const std::vector<Value>&)>;
  enum class Type { any, string, integer, list };  // what Go's signature says of a parameter

  Call call;
  bool checked = false;      // whether params says what may be passed; else anything may
  std::vector<Type> params;  // the last one stands for all that follow if variadic
  bool variadic = false;

  Function() = default;
  template <std::convertible_to<Call> F>
  Function(F f) : call(std::move(f)) {}  // NOLINT: a lambda is a function
  Function(std::vector<Type> types, Call f) : call(std::move(f)), checked(true), params(std::move(types)) {}
  [[nodiscard]] static Function with_rest(std::vector<Type> types, Call f);  // variadic
};

struct Struct {
  struct Field {
    std::string name;       // in templates; "" for one that only JSON shows
    std::string json_name;  // in JSON, in this order; "" for one that JSON does not show
    Value value;
    bool omit_empty = false;
  };
  std::string type_name;  // in error texts: "*cmdlog.MigrateApply"
  std::vector<Field> fields;
  // Methods: called with the arguments of the template; throw Error to fail the template.
  std::map<std::string, Function> methods;
  // What {{ . }} prints; where empty, Go's default form of the fields is printed.
  std::function<std::string()> print;
  // The compact JSON text, where it is not the object made of the fields.
  std::function<std::string()> json;
  // The value of a named basic type (time.Duration is an int64): what comparisons, printf and len see. Nil for a real
  // struct.
  Value underlying;
  // A nil pointer of this type: prints as "<nil>", null in JSON, false in `if`. The fields' names still count, for
  // error texts.
  bool nil = false;

  [[nodiscard]] const Field* find(std::string_view name) const;
};

}  // namespace plumb::tmpl
