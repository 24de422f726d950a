// SPDX-License-Identifier: Apache-2.0
// yamlencode(): every text in double quotes (or as a literal block, if it has lines), two blanks a level, sequences not
// indented below the key they belong to.
#include <fmt/format.h>

#include <plumb/base/go_text.hpp>

#include "../unicode.hpp"
#include "yaml.hpp"

namespace plumb::hcl {
namespace {

using Kind = Type::Kind;

constexpr std::size_t k_width = 80;

class Writer {
 public:
  std::variant<std::string, Failure> run(const Value& value) {
    node(value, 0, Place::root);
    if (m_failure) return *std::move(m_failure);
    m_out += '\n';
    // A plain scalar alone is closed, so that nothing can be appended to it.
    const bool is_plain = !value.has_content() || value.is(Kind::number) || value.is(Kind::boolean);
    if (is_plain) m_out += "...\n";
    return std::move(m_out);
  }

 private:
  enum class Place { root, key, value, item };

  void node(const Value& value, int indentation, Place place) {
    if (value.is_null()) {
      m_out += "null";
      return;
    }
    switch (value.type().kind()) {
      case Kind::string:
        text(value.as_string(), indentation, place);
        return;
      case Kind::number:
        m_out += value.as_number().text();
        return;
      case Kind::boolean:
        m_out += value.as_bool() ? "true" : "false";
        return;
      case Kind::list:
      case Kind::set:
      case Kind::tuple:
        sequence(value.as_list(), indentation, place);
        return;
      case Kind::map:
      case Kind::object:
        mapping(value.as_map(), indentation, place);
        return;
      default:
        m_failure = Failure{fmt::format("can't marshal {} as YAML", value.type().friendly_name())};
    }
  }

  void text(std::string_view value, int indentation, Place place) {
    if (place != Place::key && value.find('\n') != std::string_view::npos && yaml_fits_literal(value)) {
      m_out += yaml_literal(value, place == Place::root ? 2 : indentation + 2);
      return;
    }
    const std::string quoted = yaml_double_quoted(value);
    if (place == Place::key) {
      m_out += quoted;
    } else {
      folded(quoted, indentation + (place == Place::root ? 0 : 2));
    }
  }

  // Long lines break at blanks beyond the 80th column.
  void folded(std::string_view quoted, int indentation) {
    const std::size_t start = m_out.rfind('\n') + 1;  // 0 if there is none
    std::size_t column = count_clusters(std::string_view(m_out).substr(start));
    bool last_was_blank = false;
    for (std::size_t at = 0; at < quoted.size();) {
      const auto length = static_cast<std::size_t>(decode_rune(quoted.substr(at)).length);
      const bool is_blank = quoted[at] == ' ';
      if (is_blank && !last_was_blank && column > k_width && at > 1 && at + 2 < quoted.size()) {
        m_out += '\n' + std::string(static_cast<std::size_t>(indentation), ' ');
        if (quoted[at + 1] == ' ') m_out += '\\';
        column = static_cast<std::size_t>(indentation);
      } else {
        m_out += quoted.substr(at, length);
        ++column;
      }
      last_was_blank = is_blank;
      at += length;
    }
  }

  void new_line(int indentation) { m_out += '\n' + std::string(static_cast<std::size_t>(indentation), ' '); }

  void sequence(const Value::List& elements, int indentation, Place place) {
    if (elements.empty()) {
      m_out += "[]";
      return;
    }
    const int own = place == Place::item ? indentation + 2 : indentation;
    bool on_new_line = place == Place::value;
    for (const Value& element : elements) {
      if (on_new_line) new_line(own);
      on_new_line = true;
      m_out += "- ";
      node(element, own, Place::item);
    }
  }

  void mapping(const Value::Map& elements, int indentation, Place place) {
    if (elements.empty()) {
      m_out += "{}";
      return;
    }
    const int own = place == Place::root ? 0 : indentation + 2;
    bool on_new_line = place == Place::value;
    for (const auto& [key, element] : elements) {
      if (on_new_line) new_line(own);
      on_new_line = true;
      text(key, own, Place::key);
      const bool is_block = element.has_content() && !element.type().is_primitive() &&
                            !element.is(Kind::sql_expression) && !element.is(Kind::type_constant) &&
                            element.length() > 0;
      m_out += is_block ? ":" : ": ";
      node(element, own, Place::value);
    }
  }

  std::string m_out;
  std::optional<Failure> m_failure;
};

}  // namespace

std::variant<std::string, Failure> to_yaml(const Value& value) {
  return Writer().run(value);
}

}  // namespace plumb::hcl
