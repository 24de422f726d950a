// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "../evaluating.hpp"

using plumb::hcl::evaluated;

TEST_CASE("YAML 1.1 is read") {
  CHECK(evaluated("yamldecode(\"[y, no, ~, 010, 1_000, 0x1F, 1.5e3, 2001-1-2]\")") ==
        R"([true,false,null,10,"1_000",31,1500,"2001-01-02T00:00:00Z"])");
  CHECK(evaluated("yamldecode(\"a: &x {b: 1}\\nc: *x\\nd:\\n  <<: *x\\n  e: \\\"5\\\"\\n\")") ==
        R"({"a":{"b":1},"c":{"b":1},"d":{"b":1,"e":"5"}})");
  CHECK(evaluated("yamldecode(\"a: 1\\n---\\nb: 2\")").find("only a single document is allowed") != std::string::npos);
  CHECK(evaluated("yamldecode(\"a: !x 1\")").find("unsupported tag") != std::string::npos);
}

TEST_CASE("YAML is written with every text in quotes") {
  CHECK(evaluated("yamlencode({ a = 1, b = [\"x\", true, [], { c = null }] })") ==
        R"("\"a\": 1\n\"b\":\n- \"x\"\n- true\n- []\n- \"c\": null\n")");
  CHECK(evaluated("yamlencode(\"a\\nb\")") == R"("|-\n  a\n  b\n")");
  CHECK(evaluated("yamlencode(true)") == R"("true\n...\n")");
}

TEST_CASE("what was written reads back") {
  const std::string value = "{ a = [1, \"x: y\", { b = \"line\\n  two\\n\" }], c = {}, d = [[1, 2], []] }";
  CHECK(evaluated("yamldecode(yamlencode(" + value + "))") == evaluated(value));
}

TEST_CASE("documents merge: lists are joined, scalars overwritten") {
  CHECK(evaluated("yamlmerge(\"a: 1\\nb:\\n  - x\\n\", \"b:\\n  - y\\nc: {d: e}\\n\")") ==
        R"("a: 1\nb:\n    - x\n    - \"y\"\nc:\n    d: e\n")");
  CHECK(evaluated("yamlmerge(\"b: 1\\na: 2\")") == R"("b: 1\na: 2")");
  CHECK(evaluated("yamlmerge(\"b: 2\", \"b: {c: 1}\")").find("key b is defined in both src and dst") !=
        std::string::npos);
}
