// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "../evaluating.hpp"

using plumb::hcl::evaluated;

TEST_CASE("case is changed letter by letter") {
  CHECK(evaluated("[lower(\"ABC É\"), upper(\"straße\"), title(\"hello wORLD foo-bar\")]") ==
        R"(["abc é","STRAßE","Hello WORLD Foo-Bar"])");
}

TEST_CASE("texts are counted in grapheme clusters, and split in code points") {
  CHECK(evaluated("strrev(\"e\\u0301a\")") == "\"aé\"");
  CHECK(
      evaluated("[substr(\"héllo\", 1, 3), substr(\"hello\", -3, 2), substr(\"hello\", 9, 1), substr(\"ab\", 0, 0)]") ==
      R"(["éll","ll","",""])");
  CHECK(evaluated("split(\"\", \"aéc\")") == R"(["a","é","c"])");
}

TEST_CASE("trimming") {
  CHECK(evaluated("[trim(\"?!a!?\", \"!?\"), trimprefix(\"abc\", \"ab\"), trimsuffix(\"abc\", \"bc\"), trimspace(\" "
                  "\\u00a0a\\n\")]") == R"(["a","c","a","a"])");
  CHECK(evaluated("chomp(\"a\\r\\n\\n\")") == "\"a\"");
}

TEST_CASE("replace is literal") {
  CHECK(evaluated(
            "[replace(\"a.b.c\", \".\", \"-\"), replace(\"abc\", \"\", \"-\"), replace(\"a/b\", \"/a/\", \"x\")]") ==
        R"(["a-b-c","-a-b-c-","a/b"])");
  CHECK(evaluated("indent(2, \"a\\nb\")") == "\"a\\n  b\"");
}

TEST_CASE("join and split") {
  CHECK(evaluated("[join(\"-\", [\"a\"], [1, true]), join(\",\", [])]") == R"(["a-1-true",""])");
  CHECK(evaluated("split(\",\", \",a,\")") == R"(["","a",""])");
  CHECK(evaluated("join(\",\", [\"a\", null])").ends_with("element 1 is null; cannot concatenate null values."));
  CHECK(evaluated("sort([\"b\", \"C\", 10, 9])") == R"(["10","9","C","b"])");
}
