// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/sha256.hpp>

namespace plumb {

// SHA-256 of a sequence of texts, each with its length before it, so that no two sequences look the same.
//
// ON DISK – fingerprints in waivers, keys of the state file and names of templates are made of it.
class PartsDigest {
 public:
  void add(std::string_view text);
  void add(const std::vector<std::string>& texts);  // with their number before them

  // Of everything so far, as Sha256 has it: 64 lower-case digits.
  [[nodiscard]] std::string hex() const { return m_hash.hex(); }

 private:
  Sha256 m_hash;
};

}  // namespace plumb
