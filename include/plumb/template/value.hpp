// SPDX-License-Identifier: Apache-2.0
// The data a Go template walks over: built by report, read by the engine and by its `json` function.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace plumb::tmpl {

class Value;
using List = std::vector<Value>;
struct Struct;  // a Go struct: fields and methods by name, and its own JSON form

// A Go value. Copying is cheap: lists, maps and structs are shared and never changed once built.
class Value {
 public:
  using Map = std::map<std::string, Value>;

  Value() = default;  // nil
  Value(bool b) : m_data(b) {}                                  // NOLINT(google-explicit-constructor): literals read better
  Value(std::int64_t i) : m_data(i) {}                          // NOLINT
  Value(int i) : m_data(std::int64_t{i}) {}                     // NOLINT
  Value(double d) : m_data(d) {}                                // NOLINT
  Value(std::string s) : m_data(std::move(s)) {}                // NOLINT
  Value(const char* s) : m_data(std::string(s)) {}              // NOLINT
  Value(List list);                                             // NOLINT
  Value(Map map);                                               // NOLINT
  Value(std::shared_ptr<const Struct> s) : m_data(std::move(s)) {}  // NOLINT

  using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<const List>,
                            std::shared_ptr<const Map>, std::shared_ptr<const Struct>>;
  [[nodiscard]] const Data& data() const { return m_data; }
  [[nodiscard]] bool truth() const;  // Go's idea of truth in `if`

 private:
  Data m_data;
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
  std::map<std::string, std::function<Value(const std::vector<Value>&)>> methods;
  // What {{ . }} prints; where empty, Go's default form of the fields is printed.
  std::function<std::string()> print;
};

}  // namespace plumb::tmpl
