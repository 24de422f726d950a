// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/json.hpp>

namespace plumb::hcl {
namespace {

class Writer {
 public:
  explicit Writer(JsonExtras extras) : m_extras(extras) {}

  std::variant<std::string, Failure> run(const Value& value) {
    write(value);
    if (m_failure) return *std::move(m_failure);
    return std::move(m_out);
  }

 private:
  void write(const Value& value) {
    if (!value.is_known()) return fail("value is not known");
    if (value.is_null()) {
      m_out += "null";
      return;
    }
    switch (value.type().kind()) {
      case Type::Kind::string:
        m_out += go_json_string(value.as_string());
        return;
      case Type::Kind::boolean:
        m_out += value.as_bool() ? "true" : "false";
        return;
      case Type::Kind::number:
        number(value.as_number());
        return;
      case Type::Kind::list:
      case Type::Kind::set:
      case Type::Kind::tuple:
        list(value.as_list());
        return;
      case Type::Kind::map:
      case Type::Kind::object:
        map(value.as_map());
        return;
      case Type::Kind::type_constant:
        marked("$type", value.as_type().friendly_name());
        return;
      case Type::Kind::sql_expression:
        marked("$sql", value.as_string());
        return;
      case Type::Kind::dynamic:
        return fail("value is not known");
    }
  }

  void number(const Number& number) {
    if (!number.is_infinite()) {
      m_out += number.text();
    } else if (m_extras == JsonExtras::marked) {
      marked("$number", number.text());
    } else {
      fail("cannot serialize infinity as JSON");
    }
  }

  void list(const Value::List& elements) {
    m_out += '[';
    bool first = true;
    for (const Value& element : elements) {
      if (!std::exchange(first, false)) m_out += ',';
      write(element);
    }
    m_out += ']';
  }

  void map(const Value::Map& elements) {
    m_out += '{';
    bool first = true;
    for (const auto& [key, element] : elements) {
      if (!std::exchange(first, false)) m_out += ',';
      m_out += go_json_string(key);
      m_out += ':';
      write(element);
    }
    m_out += '}';
  }

  void marked(std::string_view mark, const std::string& text) {
    if (m_extras == JsonExtras::refused) return fail("the value has no JSON form");
    m_out += '{';
    m_out += go_json_string(mark) + ":" + go_json_string(text) + "}";
  }

  void fail(std::string message) {
    if (!m_failure) m_failure = Failure{std::move(message)};
  }

  JsonExtras m_extras;
  std::string m_out;
  std::optional<Failure> m_failure;
};

}  // namespace

std::variant<std::string, Failure> to_json(const Value& value, JsonExtras extras) {
  return Writer(extras).run(value);
}

}  // namespace plumb::hcl
