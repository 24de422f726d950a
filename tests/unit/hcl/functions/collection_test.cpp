// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "../evaluating.hpp"

using plumb::hcl::evaluated;

TEST_CASE("looking into collections") {
  CHECK(evaluated("[length(l), length([]), length(toset([\"a\"]))]") == "[2,0,1]");
  CHECK(evaluated("length(o)").ends_with("collection must be a list, a map or a tuple."));
  CHECK(evaluated("[contains(l, \"a\"), contains([1], \"1\")]") == "[true,false]");
  CHECK(evaluated("[element(l, 3), index(l, 1)]") == R"(["b","b"])");
  CHECK(evaluated("element(l, -1)").ends_with("cannot use element function with a negative index."));
  CHECK(evaluated("index([\"a\"], 4)").ends_with("key must be between 0 and 1 inclusive."));
  CHECK(evaluated("[empty([]), alltrue([true, \"true\"]), alltrue([])]") == "[true,false,true]");
}

TEST_CASE("maps and objects") {
  CHECK(evaluated("keys({ b = 1, a = 2 })") == R"(["a","b"])");
  CHECK(evaluated("values({ b = 1, a = 2 })") == "[2,1]");
  CHECK(evaluated("merge({ a = 1, b = 2 }, null, { b = 3 })") == R"({"a":1,"b":3})");
  CHECK(evaluated("merge({}, [1])").ends_with("arguments must be maps or objects, got \"tuple\"."));
  CHECK(evaluated("zipmap([\"a\"], [1, 2])").ends_with("number of keys (1) does not match number of values (2)."));
}

TEST_CASE("making lists of lists") {
  CHECK(evaluated("concat(l, [\"c\"], [1])") == R"(["a","b","c",1])");
  CHECK(evaluated("[chunklist([1, 2, 3], 2), [distinct([1, 2, 1])], [compact([\"a\", null, \"\"])]]") ==
        R"([[[1,2],[3]],[[1,2]],[["a"]]])");
  CHECK(evaluated("flatten([[1], [[2], 3]])") == "[1,2,3]");
  CHECK(evaluated("[range(3), range(3, 0), range(1, 2, 0.5)]") == "[[0,1,2],[3,2,1],[1,1.5]]");
  CHECK(evaluated("range(1, 5, 0)").find("more than 1024 values were generated") != std::string::npos);
  CHECK(evaluated("[reverse(l), slice([1, 2, 3], 1, 3)]") == R"([["b","a"],[2,3]])");
  CHECK(evaluated("slice([1], 0, 3)").ends_with("end index must not be greater than the length of the list."));
  CHECK(evaluated("coalescelist([], [1])") == "[1]");
}

TEST_CASE("sets") {
  CHECK(evaluated("[setunion([\"b\"], l), setintersection(l, [\"b\"]), setsubtract(l, [\"b\"])]") ==
        R"([["a","b"],["b"],["a"]])");
  CHECK(evaluated("setproduct(l, [1, 2])") == R"([["a",1],["a",2],["b",1],["b",2]])");
  CHECK(evaluated("setunion([1], [[2]])").ends_with("given sets must all have compatible element types."));
}

TEST_CASE("explicit conversions and type constructors") {
  CHECK(evaluated("[tobool(\"1\"), tostring(1.50), tonumber(\"1e3\")]") == R"([true,"1.5",1000])");
  CHECK(evaluated("tobool(\"yes\")")
            .ends_with("cannot convert \"yes\" to bool; only the strings \"true\" or \"false\" are allowed."));
  CHECK(evaluated("tostring([1])").ends_with("cannot convert tuple to string."));
  CHECK(evaluated("toset(\"a\")").ends_with("cannot convert string to set of any single type."));
  CHECK(evaluated("sql(\"now()\")") == "{\"$sql\":\"now()\"}");
  CHECK(evaluated("sql(\"\")").ends_with("empty expression."));
}
