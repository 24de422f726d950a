// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/parts_digest.hpp>

#include <support/catch.hpp>

using plumb::PartsDigest;

namespace {

std::string digest(const std::vector<std::string>& parts) {
  PartsDigest out;
  for (const std::string& part : parts) out.add(part);
  return out.hex();
}

}  // namespace

// ON DISK: fingerprints and keys are made of it.
TEST_CASE("texts are hashed with their lengths before them") {
  plumb::Sha256 hash;
  hash.update("2:ab0:3:c:d");
  CHECK(digest({"ab", "", "c:d"}) == hash.hex());
}

TEST_CASE("no two sequences look the same") {
  CHECK(digest({"ab", "c"}) != digest({"a", "bc"}));
  CHECK(digest({"a"}) != digest({"a", ""}));
  PartsDigest list;
  list.add(std::vector<std::string>{"a", "b"});
  CHECK(list.hex() == digest({"2", "a", "b"}));
}
