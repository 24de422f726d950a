// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "../evaluating.hpp"

using plumb::hcl::evaluated;

TEST_CASE("verbs, flags, width and precision") {
  CHECK(evaluated("format(\"%s-%d-%v-%t\", \"a\", 3, true, \"1\")") == "\"a-3-true-true\"");
  CHECK(evaluated("format(\"%05d|%5s|%-5s|%+d\", 42, \"é\", \"b\", 5)") == "\"00042|    é|b    |+5\"");
  CHECK(evaluated("format(\"%x %X %o %b %#x\", 255, 255, 8, 5, 255)") == "\"ff FF 10 101 0xff\"");
  CHECK(evaluated("format(\"%.2f %5.1f %e %g\", 1.005, 3.14159, 1234.5, 0.1)") == "\"1.00   3.1 1.234500e+03 0.1\"");
  CHECK(evaluated("format(\"%[2]s %[1]s %%\", \"a\", \"b\")") == "\"b a %\"");
  CHECK(evaluated("format(\"%v %#v %q\", [1, \"a\"], \"x\", \"y\")") == R"("[1,\"a\"] \"x\" \"y\"")");
}

TEST_CASE("mistakes in a format") {
  CHECK(evaluated("format(\"%s %s\", \"a\")")
            .ends_with("not enough arguments for \"%s\" at 3: need index 2 but have 1 total."));
  CHECK(evaluated("format(\"%s\", 1, 2)") ==
        "f:1,21-22: Invalid function argument; Invalid value for \"args\" parameter: too many arguments; only 1 used "
        "by format string.");
  CHECK(evaluated("format(\"%y\", 1)").ends_with("unsupported format verb 'y' in \"%y\" at offset 0."));
  CHECK(evaluated("format(\"%d\", 1.5)").ends_with("unsupported value for \"%d\" at 0: an integer is required."));
  CHECK(evaluated("format(\"%5\")").ends_with("invalid format string starting at offset 2."));
  CHECK(evaluated("format(\"%s\", null)").ends_with("null value cannot be formatted."));
}

TEST_CASE("formatlist repeats the format for the elements of lists") {
  CHECK(evaluated("formatlist(\"%s.%s\", l, \"x\")") == R"(["a.x","b.x"])");
  CHECK(evaluated("formatlist(\"%s\", [])") == "[]");
  CHECK(evaluated("formatlist(\"%s%s\", [\"a\"], l)")
            .ends_with("argument 2 has length 2, which is inconsistent with argument 1 of length 1."));
}
