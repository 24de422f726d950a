// SPDX-License-Identifier: Apache-2.0
#include <plumb/template/value.hpp>

#include <algorithm>
#include <string_view>

namespace plumb::tmpl {
namespace {

constexpr const char* k_bytes_type = "[]uint8";

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

template <class T>
[[nodiscard]] bool empty(const std::shared_ptr<const T>& shared) {
  return shared == nullptr || shared->empty();
}

}  // namespace

Value::Value(List list) : m_data(std::make_shared<const List>(std::move(list))) {}
Value::Value(Map map) : m_data(std::make_shared<const Map>(std::move(map))) {}
Value::Value(Struct s) : m_data(std::make_shared<const Struct>(std::move(s))) {}

Value Value::nil_list() {
  Value value;
  value.m_data = std::shared_ptr<const List>();
  return value;
}

Value Value::bytes(std::string text) {
  return Value(std::move(text)).with_type(k_bytes_type);
}

Value Value::with_type(const char* type_name) const {
  Value copy = *this;
  copy.m_type = type_name;
  return copy;
}

const Value::Data& Value::basic() const {
  if (const auto* s = std::get_if<std::shared_ptr<const Struct>>(&m_data)) {
    if (*s != nullptr && (*s)->underlying.m_data.index() != 0) return (*s)->underlying.m_data;
  }
  return m_data;
}

bool Value::truth() const {
  return std::visit(Overloaded{
                        [](std::monostate) { return false; },
                        [](bool b) { return b; },
                        [](std::int64_t i) { return i != 0; },
                        [](double d) { return d != 0; },
                        [](const std::string& s) { return !s.empty(); },
                        [](const std::shared_ptr<const List>& list) { return !empty(list); },
                        [](const std::shared_ptr<const Map>& map) { return !empty(map); },
                        [](const std::shared_ptr<const Struct>& s) { return s != nullptr && !s->nil; },
                    },
                    basic());
}

std::string Value::type_name() const {
  if (m_type != nullptr) return m_type;
  return std::visit(Overloaded{
                        [](std::monostate) -> std::string { return "<nil>"; },
                        [](bool) -> std::string { return "bool"; },
                        [](std::int64_t) -> std::string { return "int"; },
                        [](double) -> std::string { return "float64"; },
                        [](const std::string&) -> std::string { return "string"; },
                        [](const std::shared_ptr<const List>&) -> std::string { return "[]interface {}"; },
                        [](const std::shared_ptr<const Map>&) -> std::string { return "map[string]interface {}"; },
                        [](const std::shared_ptr<const Struct>& s) { return s == nullptr ? "<nil>" : s->type_name; },
                    },
                    m_data);
}

const bool* Value::as_bool() const {
  return std::get_if<bool>(&basic());
}
const std::int64_t* Value::as_int() const {
  return std::get_if<std::int64_t>(&basic());
}
const double* Value::as_double() const {
  return std::get_if<double>(&basic());
}
const std::string* Value::as_string() const {
  return std::get_if<std::string>(&basic());
}

const List* Value::as_list() const {
  static const List k_empty;
  const auto* list = std::get_if<std::shared_ptr<const List>>(&basic());
  if (list == nullptr) return nullptr;
  return *list == nullptr ? &k_empty : list->get();
}

const Value::Map* Value::as_map() const {
  const auto* map = std::get_if<std::shared_ptr<const Map>>(&basic());
  return map == nullptr ? nullptr : map->get();
}

const Struct* Value::as_struct() const {
  const auto* s = std::get_if<std::shared_ptr<const Struct>>(&m_data);
  return s == nullptr ? nullptr : s->get();
}

bool Value::is_nil() const {
  if (const auto* list = std::get_if<std::shared_ptr<const List>>(&m_data)) return *list == nullptr;
  if (const auto* s = std::get_if<std::shared_ptr<const Struct>>(&m_data)) return *s == nullptr || (*s)->nil;
  return m_data.index() == 0;
}

bool Value::is_bytes() const {
  return m_type != nullptr && std::string_view(m_type) == k_bytes_type;
}

Function Function::with_rest(std::vector<Type> types, Call f) {
  Function function(std::move(types), std::move(f));
  function.variadic = true;
  return function;
}

const Struct::Field* Struct::find(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace plumb::tmpl
