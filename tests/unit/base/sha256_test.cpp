// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/sha256.hpp>

#include <support/catch.hpp>

using plumb::Sha256;

namespace {

std::string hex(std::string_view bytes) {
  Sha256 sha;
  sha.update(bytes);
  return sha.hex();
}

}  // namespace

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  CHECK(hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hex(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on how the bytes are cut") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += static_cast<char>('a' + i * 7 % 26);
  const std::string whole = hex(text);
  for (std::size_t cut = 0; cut < 200; ++cut) {
    Sha256 sha;
    sha.update(std::string_view(text).substr(0, cut));
    sha.update(std::string_view(text).substr(cut));
    CHECK(sha.hex() == whole);
  }
}

TEST_CASE("a digest in the middle leaves the state as it was") {
  Sha256 sha;
  sha.update("ab");
  (void)sha.digest();
  sha.update("c");
  CHECK(sha.hex() == hex("abc"));
}

TEST_CASE("base64 of an empty digest is that of an empty atlas.sum") {
  CHECK(Sha256().base64() == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}
