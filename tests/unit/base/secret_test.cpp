// SPDX-License-Identifier: Apache-2.0
// That a Secret does not compile as an argument of fmt is proved by secret.cmake.
#include <plumb/base/secret.hpp>

#include <support/catch.hpp>

using plumb::Secret;

namespace {

std::string redacted(const char* text) {
  return Secret(text).redacted();
}

}  // namespace

TEST_CASE("the password of a URL is replaced") {
  CHECK(redacted("") == "");
  CHECK(redacted("postgres://u:secret@h:5432/d?sslmode=disable") == "postgres://u:xxxxx@h:5432/d?sslmode=disable");
  CHECK(redacted("postgres://u@h/d") == "postgres://u@h/d");
  CHECK(redacted("postgres://h/d?user=u&password=secret&x=1") == "postgres://h/d?user=u&password=xxxxx&x=1");
  CHECK(redacted("postgres://h/d?pass%77ord=secret") == "postgres://h/d?pass%77ord=xxxxx");
  CHECK(redacted("postgres://h/d?SSLPassword=secret") == "postgres://h/d?SSLPassword=xxxxx");
  CHECK(redacted("postgres://h/d?x=1;password=secret") == "postgres://h/d?x=1;password=xxxxx");
  CHECK(redacted("docker://postgres/18/dev") == "docker://postgres/18/dev");
}

TEST_CASE("what does not parse, or parses by accident, is not shown at all") {
  for (const char* text : {"postgres://u:pa ss@h/d", "postgres://u:12/secret@h/d", "postgres://u:12?secret@h/d",
                           "postgres://u:12#secret@h/d", "host=h password=secret", "postgres:u:secret@h/d",
                           "u:secret@h/d", "postgres://u:se%zzcret@h/d"}) {
    INFO(text);
    CHECK(redacted(text) == "<redacted>");
  }
}

TEST_CASE("the text itself is there for the library that connects") {
  CHECK(Secret("postgres://u:p@h").reveal() == "postgres://u:p@h");
  CHECK(Secret().empty());
  CHECK(Secret("a") == Secret("a"));
}
