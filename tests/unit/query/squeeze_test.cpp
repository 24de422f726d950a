// SPDX-License-Identifier: Apache-2.0
#include "../../../src/query/squeeze.hpp"

#include <support/catch.hpp>

namespace plumb::query {
namespace {

TEST_CASE("two layouts of the same code are one text") {
  CHECK(squeezed("\nBEGIN\n  NEW.a  :=\tnow(); -- why\n  /* more /* inner */ of it */ RETURN NEW;\nEND\n") ==
        "BEGIN NEW.a := now(); RETURN NEW; END");
  CHECK(squeezed("").empty());
  CHECK(squeezed(" -- nothing").empty());
  CHECK(squeezed("a/**/b") == "a b");
}

TEST_CASE("what stands in quotes stays as it is") {
  CHECK(squeezed("x := '--'; bad();\n y") == "x := '--'; bad(); y");
  CHECK(squeezed("x := 'a  b''  --';  y") == "x := 'a  b''  --'; y");
  CHECK(squeezed(R"(x := E'\'  --';  y)") == R"(x := E'\'  --'; y)");
  CHECK(squeezed("SELECT  \"a  --\"") == "SELECT \"a  --\"");
  CHECK(squeezed("EXECUTE  $q$ a  -- b $q$  ;  y") == "EXECUTE $q$ a  -- b $q$ ; y");
  CHECK(squeezed("a $1  -- b") == "a $1");
}

TEST_CASE("what does not end goes on to the end") {
  CHECK(squeezed("a  'b  c") == "a 'b  c");
  CHECK(squeezed("a  /* b").substr(0, 1) == "a");
  CHECK(squeezed("a  $$ b  c") == "a $$ b  c");
}

}  // namespace
}  // namespace plumb::query
