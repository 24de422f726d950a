// SPDX-License-Identifier: Apache-2.0
#include "random_text.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>

#include <plumb/base/error.hpp>

namespace plumb::devdb {

std::string random_text() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw Error("the system gives no random numbers");
  }
  std::string text;
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace plumb::devdb
