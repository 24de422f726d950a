// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mpfr.h>

#include <plumb/hcl/number.hpp>

namespace plumb::hcl {

// Precision of numbers that come from text.
inline constexpr mpfr_prec_t k_text_precision = 512;

struct Number::Rep {
  explicit Rep(mpfr_prec_t precision) { mpfr_init2(value, precision); }
  ~Rep() { mpfr_clear(value); }
  Rep(const Rep&) = delete;
  Rep& operator=(const Rep&) = delete;

  mpfr_t value;
};

}  // namespace plumb::hcl
