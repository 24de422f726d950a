// SPDX-License-Identifier: Apache-2.0
// A result has the precision of the more precise operand, rounded to nearest even, as in Go's math/big.
#include <algorithm>

#include <plumb/hcl/number.hpp>

#include "number_rep.hpp"

namespace plumb::hcl {
namespace {

mpfr_prec_t wider(const mpfr_t a, const mpfr_t b) {
  return std::max(mpfr_get_prec(a), mpfr_get_prec(b));
}

}  // namespace

std::optional<Number> Number::plus(const Number& other) const {
  auto rep = std::make_shared<Rep>(wider(m_rep->value, other.m_rep->value));
  mpfr_add(rep->value, m_rep->value, other.m_rep->value, MPFR_RNDN);
  if (mpfr_nan_p(rep->value) != 0) return std::nullopt;
  return Number(std::move(rep));
}

std::optional<Number> Number::minus(const Number& other) const {
  auto rep = std::make_shared<Rep>(wider(m_rep->value, other.m_rep->value));
  mpfr_sub(rep->value, m_rep->value, other.m_rep->value, MPFR_RNDN);
  if (mpfr_nan_p(rep->value) != 0) return std::nullopt;
  return Number(std::move(rep));
}

std::optional<Number> Number::times(const Number& other) const {
  // A product keeps as many bits as it needs, up to 512, so that whole numbers of 64 bits multiply exactly.
  auto rep = std::make_shared<Rep>(k_text_precision);
  mpfr_mul(rep->value, m_rep->value, other.m_rep->value, MPFR_RNDN);
  if (mpfr_nan_p(rep->value) != 0) return std::nullopt;
  const mpfr_prec_t needed = mpfr_number_p(rep->value) != 0 ? mpfr_min_prec(rep->value) : 1;
  mpfr_prec_round(rep->value, std::max(wider(m_rep->value, other.m_rep->value), needed), MPFR_RNDN);
  return Number(std::move(rep));
}

std::optional<Number> Number::divided_by(const Number& other) const {
  auto rep = std::make_shared<Rep>(wider(m_rep->value, other.m_rep->value));
  mpfr_div(rep->value, m_rep->value, other.m_rep->value, MPFR_RNDN);
  if (mpfr_nan_p(rep->value) != 0) return std::nullopt;
  return Number(std::move(rep));
}

std::optional<Number> Number::modulo(const Number& other) const {
  if (other.sign() == 0) return *this;
  if (is_infinite() || other.is_infinite()) return std::nullopt;
  const auto quotient = divided_by(other);
  auto rep = std::make_shared<Rep>(mpfr_get_prec(m_rep->value));
  mpfr_trunc(rep->value, quotient->m_rep->value);
  mpfr_mul(rep->value, other.m_rep->value, rep->value, MPFR_RNDN);
  mpfr_sub(rep->value, m_rep->value, rep->value, MPFR_RNDN);
  return Number(std::move(rep));
}

Number Number::negated() const {
  auto rep = std::make_shared<Rep>(mpfr_get_prec(m_rep->value));
  mpfr_neg(rep->value, m_rep->value, MPFR_RNDN);
  return Number(std::move(rep));
}

Number Number::absolute() const {
  auto rep = std::make_shared<Rep>(mpfr_get_prec(m_rep->value));
  mpfr_abs(rep->value, m_rep->value, MPFR_RNDN);
  return Number(std::move(rep));
}

Number Number::ceiling() const {
  auto rep = std::make_shared<Rep>(mpfr_get_prec(m_rep->value));
  mpfr_ceil(rep->value, m_rep->value);
  if (mpfr_zero_p(rep->value) != 0) mpfr_set_zero(rep->value, 1);  // through an integer, which has no negative zero
  return Number(std::move(rep));
}

Number Number::floor() const {
  auto rep = std::make_shared<Rep>(mpfr_get_prec(m_rep->value));
  mpfr_floor(rep->value, m_rep->value);
  if (mpfr_zero_p(rep->value) != 0) mpfr_set_zero(rep->value, 1);
  return Number(std::move(rep));
}

}  // namespace plumb::hcl
