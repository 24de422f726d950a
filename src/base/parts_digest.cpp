// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/parts_digest.hpp>

#include <fmt/format.h>

namespace plumb {

void PartsDigest::add(std::string_view text) {
  m_hash.update(fmt::format("{}:", text.size()));
  m_hash.update(text);
}

void PartsDigest::add(const std::vector<std::string>& texts) {
  add(std::to_string(texts.size()));
  for (const std::string& text : texts) add(text);
}

}  // namespace plumb
