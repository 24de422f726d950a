// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <plumb/report/style.hpp>

namespace plumb::report {

enum class Detail { usual, more };  // more: nothing is folded; fingerprints, the URL, the digest of the desired side

// What a text for people is written on.
struct Page {
  Style style = Style();
  std::size_t width = 100;  // columns: prose is wrapped, SQL is not
  Detail detail = Detail::usual;
};

}  // namespace plumb::report
