// SPDX-License-Identifier: Apache-2.0
// Decimal texts of numbers, laid out as Go's strconv does it.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include <plumb/base/error.hpp>
#include <plumb/hcl/number.hpp>

#include "number_rep.hpp"

namespace plumb::hcl {
namespace {

// Longer texts than this are nobody's intent, and would take the memory of the machine.
constexpr long k_longest_text = 1'000'000;

// 0.<digits> × 10^exponent, without trailing zeros; no digits for zero.
struct Digits {
  std::string digits;
  long exponent = 0;
};

Digits rounded(const mpfr_t value, std::size_t count, mpfr_rnd_t rounding) {
  mpfr_exp_t exponent = 0;
  char* raw = mpfr_get_str(nullptr, &exponent, 10, count, value, rounding);
  Digits out{raw, exponent};
  mpfr_free_str(raw);
  if (out.digits.starts_with('-')) out.digits.erase(0, 1);
  while (!out.digits.empty() && out.digits.back() == '0') out.digits.pop_back();
  if (out.digits.empty()) out.exponent = 0;
  return out;
}

bool reads_back(const Digits& digits, const mpfr_t value, mpfr_t scratch) {
  const std::string text =
      fmt::format("{}0.{}e{}", mpfr_signbit(value) != 0 ? "-" : "", digits.digits, digits.exponent);
  mpfr_strtofr(scratch, text.c_str(), nullptr, 10, MPFR_RNDN);
  return mpfr_equal_p(scratch, value) != 0;
}

// The fewest digits that read back as the same number: nearest first, then either side.
Digits shortest(const mpfr_t value) {
  if (mpfr_zero_p(value) != 0) return {};
  mpfr_t scratch;
  mpfr_init2(scratch, mpfr_get_prec(value));
  const auto enough = static_cast<std::size_t>(static_cast<double>(mpfr_get_prec(value)) * 0.30103) + 3;
  Digits found;
  for (std::size_t count = 1;; ++count) {
    for (const mpfr_rnd_t rounding : {MPFR_RNDN, MPFR_RNDD, MPFR_RNDU}) {
      found = rounded(value, count, rounding);
      if (count >= enough || reads_back(found, value, scratch)) {
        mpfr_clear(scratch);
        return found;
      }
    }
  }
}

std::string plain(const Digits& d, long decimals) {
  if (d.exponent > k_longest_text || decimals > k_longest_text) throw Error("a number is too long to be written out");
  std::string out;
  if (d.exponent > 0) {
    const auto whole = static_cast<std::size_t>(d.exponent);
    out = d.digits.substr(0, std::min(whole, d.digits.size()));
    out.append(whole - out.size(), '0');
  } else {
    out = "0";
  }
  if (decimals <= 0) return out;
  out += '.';
  for (long i = 0; i < decimals; ++i) {
    const long at = d.exponent + i;
    out += at >= 0 && at < static_cast<long>(d.digits.size()) ? d.digits[static_cast<std::size_t>(at)] : '0';
  }
  return out;
}

std::string scientific(const Digits& d, long decimals, char mark) {
  std::string out(1, d.digits.empty() ? '0' : d.digits[0]);
  if (decimals > 0) {
    out += '.';
    for (long i = 1; i <= decimals; ++i) {
      out += i < static_cast<long>(d.digits.size()) ? d.digits[static_cast<std::size_t>(i)] : '0';
    }
  }
  const long exponent = d.digits.empty() ? 0 : d.exponent - 1;
  return out + fmt::format("{}{}{:02}", mark, exponent < 0 ? '-' : '+', std::abs(exponent));
}

std::string general(const Digits& d, long precision, bool is_shortest, char mark) {
  const long count = static_cast<long>(d.digits.size());
  long limit = precision;
  if (limit > count && count >= d.exponent) limit = count;
  if (is_shortest) limit = 6;
  const long exponent = d.exponent - 1;
  if (exponent < -4 || exponent >= limit) return scientific(d, std::min(precision, count) - 1, mark);
  return plain(d, std::max(std::min(precision, count) - d.exponent, 0L));
}

std::string with_sign(const mpfr_t value, std::string text) {
  return mpfr_signbit(value) != 0 ? "-" + std::move(text) : text;
}

std::string infinity_text(const mpfr_t value) {
  return mpfr_signbit(value) != 0 ? "-Inf" : "+Inf";
}

// Rounded to a number of decimals, which mpfr counts in significant digits.
Digits to_decimals(const mpfr_t value, long decimals) {
  if (mpfr_zero_p(value) != 0) return {};
  const Digits guess = rounded(value, 20, MPFR_RNDZ);
  const long count = guess.exponent + decimals;
  if (count > k_longest_text) throw Error("a number is too long to be written out");
  if (count >= 1) return rounded(value, static_cast<std::size_t>(count), MPFR_RNDN);
  if (count < 0) return {};
  // Between 0.0…01 and 0.0…09 of the last decimal: it is one or nothing, a tie is nothing.
  mpfr_t half;
  mpfr_init2(half, k_text_precision);
  mpfr_strtofr(half, fmt::format("5e{}", -decimals - 1).c_str(), nullptr, 10, MPFR_RNDN);
  const bool up = mpfr_cmpabs(value, half) > 0;
  mpfr_clear(half);
  return up ? Digits{"1", guess.exponent + 1} : Digits{};
}

}  // namespace

std::string Number::text() const {
  if (is_infinite()) return infinity_text(m_rep->value);
  if (is_integer() && mpfr_get_exp(m_rep->value) < 62 && sign() != 0)
    return fmt::format("{}", mpfr_get_si(m_rep->value, MPFR_RNDN));
  const Digits d = shortest(m_rep->value);
  return with_sign(m_rep->value, plain(d, std::max(static_cast<long>(d.digits.size()) - d.exponent, 0L)));
}

std::string Number::general_text() const {
  return format('g', -1);
}

std::string Number::hash_text() const {
  return format('g', 10);
}

std::string Number::format(char verb, int precision) const {
  if (is_infinite()) return infinity_text(m_rep->value);
  const char mark = verb == 'E' || verb == 'G' ? 'E' : 'e';
  switch (verb) {
    case 'e':
    case 'E': {
      const long decimals = precision < 0 ? 6 : precision;
      const Digits d = mpfr_zero_p(m_rep->value) != 0
                           ? Digits{}
                           : rounded(m_rep->value, static_cast<std::size_t>(decimals) + 1, MPFR_RNDN);
      return with_sign(m_rep->value, scientific(d, decimals, mark));
    }
    case 'f':
    case 'F': {
      const long decimals = precision < 0 ? 6 : precision;
      return with_sign(m_rep->value, plain(to_decimals(m_rep->value, decimals), decimals));
    }
    default: {
      if (precision < 0) {
        const Digits d = shortest(m_rep->value);
        return with_sign(m_rep->value, general(d, static_cast<long>(d.digits.size()), true, mark));
      }
      const long count = std::max(precision, 1);
      const Digits d =
          mpfr_zero_p(m_rep->value) != 0 ? Digits{} : rounded(m_rep->value, static_cast<std::size_t>(count), MPFR_RNDN);
      return with_sign(m_rep->value, general(d, count, false, mark));
    }
  }
}

std::string Number::integer_text(int base) const {
  mpz_t integer;
  mpz_init(integer);
  if (mpfr_get_exp(m_rep->value) > 4 * k_longest_text && sign() != 0)
    throw Error("a number is too long to be written out");
  mpfr_get_z(integer, m_rep->value, MPFR_RNDN);
  char* raw = mpz_get_str(nullptr, base, integer);
  std::string out = raw;
  mpz_clear(integer);
  void (*release)(void*, size_t) = nullptr;
  mp_get_memory_functions(nullptr, nullptr, &release);
  release(raw, out.size() + 1);
  return out;
}

}  // namespace plumb::hcl
