// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/fingerprint.hpp>

#include <algorithm>

#include <plumb/base/sha256.hpp>

namespace plumb::catalog {
namespace {

// With its length before it, so that no two lists of texts look the same.
void feed(Sha256& hash, std::string_view text) {
  hash.update(fmt::format("{}:", text.size()));
  hash.update(text);
}

std::string shorten(const Sha256& hash) {
  return hash.hex().substr(0, 16);
}

}  // namespace

std::string fingerprint(std::string_view code, const Object& object) {
  Sha256 hash;
  feed(hash, code);
  feed(hash, object.kind().name);
  for (std::size_t part = 0; part < object.identity_size(); ++part) feed(hash, object.identity(part));
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  const std::vector<std::string_view>& names = object.section().attributes();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!object.kind().facts(names[i]).compared) continue;
    if (const auto value = object.attribute(i)) attributes.emplace_back(names[i], *value);
  }
  std::ranges::sort(attributes);
  for (const auto& [name, value] : attributes) {
    feed(hash, name);
    feed(hash, value);
  }
  return shorten(hash);
}

std::string fingerprint(std::string_view code, std::string_view what) {
  Sha256 hash;
  feed(hash, code);
  feed(hash, what);
  return shorten(hash);
}

}  // namespace plumb::catalog
