// SPDX-License-Identifier: Apache-2.0
// yamldecode(): the events of the YAML parser become values. Plain scalars resolve by the rules of YAML 1.1 as
// go-cty-yaml has them: "yes" is true, 010 is ten, a date is a timestamp.
#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include <plumb/base/go_text.hpp>
#include <plumb/hcl/convert.hpp>

#include "timestamp.hpp"
#include "yaml.hpp"

namespace plumb::hcl {
namespace {

constexpr std::string_view k_tag_prefix = "tag:yaml.org,2002:";

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Value> as_bool(std::string_view text) {
  if (is_one_of(text, {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"}))
    return Value::boolean(true);
  if (is_one_of(text, {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"}))
    return Value::boolean(false);
  return std::nullopt;
}

std::optional<Value> as_infinity(std::string_view text) {
  if (is_one_of(text, {".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"})) return Value::number(Number::infinity(1));
  if (is_one_of(text, {"-.inf", "-.Inf", "-.INF"})) return Value::number(Number::infinity(-1));
  return std::nullopt;
}

// Decimal, or whole with a prefix for its base.
std::optional<Value> as_number(std::string_view text) {
  if (text.empty() || (text.find_first_of("0123456789") == std::string_view::npos)) return std::nullopt;
  if (text.starts_with("0x") || text.starts_with("0o")) {
    if (auto number = Number::parse_integer(text.substr(2), text[1] == 'x' ? 16 : 8); number && text[2] != '-') {
      return Value::number(*std::move(number));
    }
    return std::nullopt;
  }
  if (text.find_first_not_of("0123456789.+-eE") != std::string_view::npos) return std::nullopt;
  if (auto number = Number::parse(text)) return Value::number(*std::move(number));
  return std::nullopt;
}

// Digits at the front, at most so many, padded to two. Nothing if there are none.
std::optional<std::string> take_digits(std::string_view& text, std::size_t most) {
  std::size_t length = 0;
  while (length < most && length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
  if (length == 0) return std::nullopt;
  std::string out(text.substr(0, length));
  text.remove_prefix(length);
  if (out.size() < 2) out.insert(0, "0");
  return out;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// 2001-1-2, 2001-1-2 3:4:5, 2001-1-2T3:4:5Z as a full timestamp.
std::optional<Value> as_timestamp(std::string_view text) {
  if (text.size() < 8 || !all_digits(text.substr(0, 4)) || text[4] != '-') return std::nullopt;
  std::string full(text.substr(0, 4));
  text.remove_prefix(5);
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  full += "-" + *month + "-" + *day + "T";
  if (text.empty()) {
    full += "00:00:00Z";
  } else {
    const bool with_zone = text[0] == 'T' || text[0] == 't';
    if (!with_zone && text[0] != ' ') return std::nullopt;
    text.remove_prefix(1);
    const auto hour = take_digits(text, 2);
    if (!hour || !take(text, ':')) return std::nullopt;
    const auto minute = take_digits(text, 2);
    if (!minute || !take(text, ':')) return std::nullopt;
    const auto second = take_digits(text, 2);
    if (!second) return std::nullopt;
    if (with_zone == text.empty()) return std::nullopt;
    full += *hour + ":" + *minute + ":" + *second + std::string(text) + (with_zone ? "" : "Z");
  }
  const auto time = parse_timestamp(full);
  if (std::holds_alternative<Failure>(time)) return std::nullopt;
  return Value::string(format_timestamp(std::get<Timestamp>(time)));
}

// A plain scalar without a tag.
Outcome plain_scalar(const std::string& text) {
  if (auto value = as_bool(text)) return *std::move(value);
  if (auto value = as_infinity(text)) return *std::move(value);
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) return Failure{"floating point NaN is not supported"};
  if (auto value = as_timestamp(text)) return *std::move(value);
  if (auto value = as_number(text)) return *std::move(value);
  return Value::string(text);
}

Outcome tagged_scalar(std::string_view tag, const std::string& text) {
  const auto cannot = [&] { return Failure{fmt::format("cannot parse {} as {}", go_quote(text), tag)}; };
  const std::string_view kind = tag.starts_with(k_tag_prefix) ? tag.substr(k_tag_prefix.size()) : std::string_view();
  if (kind == "str" || kind == "binary") return Value::string(text);
  if (kind == "null") return Value::null();
  std::optional<Value> value;
  if (kind == "bool") {
    value = as_bool(text);
  } else if (kind == "int" || kind == "float") {
    std::string digits = text;
    std::erase(digits, '_');
    value = as_infinity(digits);
    if (!value) value = as_number(digits);
  } else if (kind == "timestamp") {
    value = as_timestamp(text);
  } else {
    return Failure{fmt::format("unsupported tag {}", go_quote(tag))};
  }
  return value ? Outcome(*std::move(value)) : Outcome(cannot());
}

class Builder final : public YAML::EventHandler {
 public:
  Outcome take() {
    if (m_failure) return *std::move(m_failure);
    return std::move(m_result);
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(mark, Value::null(), anchor); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto at = m_anchors.find(anchor);
    if (at == m_anchors.end()) return fail(mark, "cannot refer to an anchor from inside its own definition");
    add(mark, at->second, 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    // "?" is a plain scalar, "!" a quoted one.
    if (tag == "?" && text == "<<" && expects_key()) {
      m_open.back().merges = true;
      m_open.back().key = "";
      return;
    }
    Outcome value = tag == "?" || tag.empty() ? plain_scalar(text)
                    : tag == "!"              ? Outcome(Value::string(text))
                                              : tagged_scalar(tag, text);
    if (const Failure* problem = failure(value)) return fail(mark, problem->message);
    add(mark, std::get<Value>(std::move(value)), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, "seq", "sequence");
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, "map", "mapping");
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    bool is_map = false;
    YAML::anchor_t anchor = 0;
    YAML::Mark mark;
    Value::List elements;
    Value::Map attributes;
    std::optional<std::string> key;  // read, and its value is still to come
    bool merges = false;             // the key was "<<"
  };

  void fail(const YAML::Mark& mark, std::string_view why) {
    // go-cty-yaml counts lines from 0, and says nothing of the first.
    if (m_failure) return;
    m_failure = Failure{mark.line == 0 ? std::string(why)
                                       : fmt::format("on line {}, column {}: {}", mark.line, mark.column + 1, why)};
  }

  [[nodiscard]] bool expects_key() const { return !m_open.empty() && m_open.back().is_map && !m_open.back().key; }

  void open(const YAML::Mark& mark, std::string_view tag, YAML::anchor_t anchor, std::string_view kind,
            std::string_view name) {
    const bool fits = tag.empty() || tag == "?" || tag == "!" ||
                      (tag.starts_with(k_tag_prefix) && tag.substr(k_tag_prefix.size()) == kind);
    if (!fits) fail(mark, fmt::format("can't interpret {} as {}", name, tag));
    if (expects_key()) fail(mark, "only strings are allowed as mapping keys");
    Open next;
    next.is_map = kind == "map";
    next.anchor = anchor;
    next.mark = mark;
    m_open.push_back(std::move(next));
  }

  void close() {
    Open done = std::move(m_open.back());
    m_open.pop_back();
    add(done.mark, done.is_map ? Value::object(std::move(done.attributes)) : Value::tuple(std::move(done.elements)),
        done.anchor);
  }

  void add(const YAML::Mark& mark, Value value, YAML::anchor_t anchor) {
    if (anchor != 0) m_anchors[anchor] = value;
    if (m_open.empty()) {
      m_result = std::move(value);
      return;
    }
    Open& parent = m_open.back();
    if (!parent.is_map) {
      parent.elements.push_back(std::move(value));
    } else if (!parent.key) {
      add_key(mark, parent, value);
    } else if (std::exchange(parent.merges, false)) {
      parent.key.reset();
      if (!value.has_content() || !value.is(Type::Kind::object))
        return fail(mark, fmt::format("cannot merge {} into mapping", value.type().friendly_name()));
      for (const auto& [name, attribute] : value.as_map()) parent.attributes.insert_or_assign(name, attribute);
    } else {
      parent.attributes.insert_or_assign(*parent.key, std::move(value));
      parent.key.reset();
    }
  }

  void add_key(const YAML::Mark& mark, Open& parent, const Value& value) {
    if (value.is_null()) {
      parent.key = "";
      return fail(mark, "mapping key cannot be null");
    }
    const Outcome text = convert(value, Type::string());
    parent.key = failure(text) ? "" : std::get<Value>(text).as_string();
    if (failure(text)) fail(mark, "only strings are allowed as mapping keys");
  }

  std::vector<Open> m_open;
  std::map<YAML::anchor_t, Value> m_anchors;
  Value m_result;
  std::optional<Failure> m_failure;
};

}  // namespace

Outcome from_yaml(std::string_view text) {
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Builder builder;
    if (!parser.HandleNextDocument(builder)) return Failure{"missing start of document"};
    Outcome out = builder.take();
    if (failure(out)) return out;
    Builder rest;
    if (parser.HandleNextDocument(rest)) return Failure{"only a single document is allowed"};
    return out;
  } catch (const YAML::Exception& error) {
    return Failure{fmt::format("on line {}, column {}: {}", error.mark.line + 1, error.mark.column + 1, error.msg)};
  }
}

}  // namespace plumb::hcl
