// SPDX-License-Identifier: Apache-2.0
// Numbers of the language: binary floating point of a fixed precision, 512 bits when they come from text, as Go's
// math/big computes them. Texts, roundings and signed zeros are Go's, byte for byte: they end up in URLs.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace plumb::hcl {

// Immutable; copies share the digits.
class Number {
 public:
  Number();  // zero

  // A decimal number: sign, digits with a point, exponent; "Inf" too. Nothing for any other text.
  [[nodiscard]] static std::optional<Number> parse(std::string_view text);
  // A whole number in a base from 2 to 62; nothing if a digit does not belong to it.
  [[nodiscard]] static std::optional<Number> parse_integer(std::string_view text, int base);
  // 64 and 53 bits of precision: what such numbers are divided into has no more digits than that.
  [[nodiscard]] static Number from_int(std::int64_t value);
  [[nodiscard]] static Number from_double(double value);
  [[nodiscard]] static Number infinity(int sign);

  // Nothing where the result is not a number (infinity minus infinity, zero by zero …).
  [[nodiscard]] std::optional<Number> plus(const Number& other) const;
  [[nodiscard]] std::optional<Number> minus(const Number& other) const;
  [[nodiscard]] std::optional<Number> times(const Number& other) const;
  [[nodiscard]] std::optional<Number> divided_by(const Number& other) const;
  // Keeps the sign of the dividend; x modulo 0 is x.
  [[nodiscard]] std::optional<Number> modulo(const Number& other) const;
  [[nodiscard]] Number negated() const;
  [[nodiscard]] Number absolute() const;
  [[nodiscard]] Number ceiling() const;
  [[nodiscard]] Number floor() const;

  [[nodiscard]] int sign() const;  // -1, 0, 1
  [[nodiscard]] bool is_infinite() const;
  [[nodiscard]] bool is_integer() const;
  [[nodiscard]] std::optional<std::int64_t> to_int64() const;  // nothing unless it is exact
  [[nodiscard]] double to_double() const;
  [[nodiscard]] int compare(const Number& other) const;  // -1, 0, 1
  [[nodiscard]] bool operator==(const Number& other) const { return compare(other) == 0; }

  // The shortest decimal text that reads back as the same number, without an exponent: "1000", "0.1", "-0", "+Inf".
  [[nodiscard]] std::string text() const;
  // The same with an exponent where it is below -4 or from 6 on: "1e+06".
  [[nodiscard]] std::string general_text() const;
  // Ten significant digits: what sets of compound values are ordered by.
  [[nodiscard]] std::string hash_text() const;
  // Go's fmt verbs e, E, f, F, g, G without sign for positive numbers; precision -1 is the verb's default.
  [[nodiscard]] std::string format(char verb, int precision) const;
  // The digits of a whole number in a base (2, 8, 10, 16), lower-case, "-" in front. REQUIRES: is_integer().
  [[nodiscard]] std::string integer_text(int base) const;

 private:
  struct Rep;
  explicit Number(std::shared_ptr<const Rep> rep) : m_rep(std::move(rep)) {}
  std::shared_ptr<const Rep> m_rep;
};

}  // namespace plumb::hcl
