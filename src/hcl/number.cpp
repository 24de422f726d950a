// SPDX-License-Identifier: Apache-2.0
#include <plumb/hcl/number.hpp>

#include <algorithm>

#include "number_rep.hpp"

namespace plumb::hcl {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t count_digits(std::string_view text, std::size_t from) {
  std::size_t at = from;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at - from;
}

// A decimal mantissa and exponent as Go's big.ParseFloat takes them in base 10; `p` introduces a binary exponent.
struct Decimal {
  std::string mantissa;  // with sign, and a decimal exponent if there is one
  long binary_exponent = 0;
};

std::optional<Decimal> read_decimal(std::string_view text) {
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  const std::size_t whole = count_digits(text, at);
  at += whole;
  std::size_t fraction = 0;
  if (at < text.size() && text[at] == '.') {
    ++at;
    fraction = count_digits(text, at);
    at += fraction;
  }
  if (whole + fraction == 0) return std::nullopt;
  Decimal out;
  if (at == text.size()) {
    out.mantissa = std::string(text);
    return out;
  }
  const char mark = text[at];
  if (mark != 'e' && mark != 'E' && mark != 'p' && mark != 'P') return std::nullopt;
  std::size_t digits = at + 1;
  if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) ++digits;
  const std::size_t count = count_digits(text, digits);
  if (count == 0 || count > 12 || digits + count != text.size()) return std::nullopt;
  if (mark == 'e' || mark == 'E') {
    out.mantissa = std::string(text);
  } else {
    out.mantissa = std::string(text.substr(0, at));
    out.binary_exponent = std::stol(std::string(text.substr(at + 1)));
  }
  return out;
}

}  // namespace

Number::Number() : Number(from_int(0)) {}

std::optional<Number> Number::parse(std::string_view text) {
  std::string_view bare = text;
  if (bare.starts_with('+') || bare.starts_with('-')) bare.remove_prefix(1);
  if (bare == "Inf" || bare == "inf") return infinity(text.starts_with('-') ? -1 : 1);
  const auto decimal = read_decimal(text);
  if (!decimal) return std::nullopt;
  auto rep = std::make_shared<Rep>(k_text_precision);
  mpfr_strtofr(rep->value, decimal->mantissa.c_str(), nullptr, 10, MPFR_RNDN);
  if (decimal->binary_exponent != 0) mpfr_mul_2si(rep->value, rep->value, decimal->binary_exponent, MPFR_RNDN);
  return Number(std::move(rep));
}

std::optional<Number> Number::parse_integer(std::string_view text, int base) {
  const std::string digits(text.starts_with('+') ? text.substr(1) : text);
  const bool two_signs = text.starts_with('+') && (digits[0] == '+' || digits[0] == '-');
  if (digits.empty() || two_signs || digits.find_first_of(" \t\n\r\v\f") != std::string::npos) return std::nullopt;
  mpz_t integer;
  // GMP takes capital letters first in bases over 36, Go small ones: exchange them.
  std::string mapped = digits;
  if (base > 36) {
    for (char& c : mapped) {
      if (c >= 'a' && c <= 'z') {
        c = static_cast<char>(c - 'a' + 'A');
      } else if (c >= 'A' && c <= 'Z') {
        c = static_cast<char>(c - 'A' + 'a');
      }
    }
  }
  if (mpz_init_set_str(integer, mapped.c_str(), base) != 0) {
    mpz_clear(integer);
    return std::nullopt;
  }
  auto rep = std::make_shared<Rep>(std::max<mpfr_prec_t>(64, static_cast<mpfr_prec_t>(mpz_sizeinbase(integer, 2))));
  mpfr_set_z(rep->value, integer, MPFR_RNDN);
  mpz_clear(integer);
  return Number(std::move(rep));
}

Number Number::from_int(std::int64_t value) {
  auto rep = std::make_shared<Rep>(64);
  mpfr_set_si(rep->value, value, MPFR_RNDN);
  return Number(std::move(rep));
}

Number Number::from_double(double value) {
  auto rep = std::make_shared<Rep>(53);
  mpfr_set_d(rep->value, value, MPFR_RNDN);
  return Number(std::move(rep));
}

Number Number::infinity(int sign) {
  auto rep = std::make_shared<Rep>(k_text_precision);
  mpfr_set_inf(rep->value, sign);
  return Number(std::move(rep));
}

int Number::sign() const {
  return mpfr_sgn(m_rep->value) < 0 ? -1 : mpfr_sgn(m_rep->value) > 0 ? 1 : 0;
}

bool Number::is_infinite() const {
  return mpfr_inf_p(m_rep->value) != 0;
}

bool Number::is_integer() const {
  return mpfr_integer_p(m_rep->value) != 0;
}

std::optional<std::int64_t> Number::to_int64() const {
  if (!is_integer() || mpfr_fits_slong_p(m_rep->value, MPFR_RNDN) == 0) return std::nullopt;
  return mpfr_get_si(m_rep->value, MPFR_RNDN);
}

double Number::to_double() const {
  return mpfr_get_d(m_rep->value, MPFR_RNDN);
}

int Number::compare(const Number& other) const {
  const int order = mpfr_cmp(m_rep->value, other.m_rep->value);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

}  // namespace plumb::hcl
