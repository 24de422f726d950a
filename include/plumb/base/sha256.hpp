// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4), with the CPU's SHA instructions where it has them. Our own, because a libcrypto in every start
// of the program costs more than hashing a thousand migration files (docs/performance.md).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace plumb {

class Sha256 {
 public:
  using Digest = std::array<std::uint8_t, 32>;

  Sha256();
  void update(std::string_view bytes);
  // The digest of everything so far. The state is not changed, so that a chain of digests is one pass over the bytes.
  [[nodiscard]] Digest digest() const;
  [[nodiscard]] std::string base64() const;  // digest(), standard alphabet with padding: 44 characters
  [[nodiscard]] std::string hex() const;     // digest(), 64 lower-case digits

 private:
  std::array<std::uint32_t, 8> m_state;
  std::array<std::uint8_t, 64> m_block{};
  std::uint64_t m_length = 0;  // bytes
};

}  // namespace plumb
