// SPDX-License-Identifier: Apache-2.0
#include <plumb/catalog/fingerprint.hpp>

#include <algorithm>

#include <plumb/base/parts_digest.hpp>

namespace plumb::catalog {
namespace {

std::string shorten(const PartsDigest& hash) {
  return hash.hex().substr(0, 16);
}

}  // namespace

std::string fingerprint(std::string_view code, const Object& object) {
  PartsDigest hash;
  hash.add(code);
  hash.add(object.kind().name);
  for (std::size_t part = 0; part < object.identity_size(); ++part) hash.add(object.identity(part));
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  const std::vector<std::string_view>& names = object.section().attributes();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!object.kind().facts(names[i]).compared) continue;
    if (const auto value = object.attribute(i)) attributes.emplace_back(names[i], *value);
  }
  std::ranges::sort(attributes);
  for (const auto& [name, value] : attributes) {
    hash.add(name);
    hash.add(value);
  }
  return shorten(hash);
}

std::string fingerprint(std::string_view code, std::string_view what) {
  PartsDigest hash;
  hash.add(code);
  hash.add(what);
  return shorten(hash);
}

}  // namespace plumb::catalog
