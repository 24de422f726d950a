// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include "../evaluating.hpp"

using plumb::hcl::evaluated;

TEST_CASE("URLs are changed part by part") {
  CHECK(evaluated("urlqueryset(\"postgres://h/d?z=1&a=2&a=3\", \"m\", \"x y\")") ==
        "\"postgres://h/d?a=2\\u0026a=3\\u0026m=x+y\\u0026z=1\"");
  CHECK(evaluated("urlsetpath(\"postgres://h?a=1\", \"a b\")") == "\"postgres://h/a%20b?a=1\"");
  CHECK(evaluated("urluserinfo(\"postgres://x:y@h/d\", \"u\", \"p@ss\")") == "\"postgres://u:p%40ss@h/d\"");
  CHECK(evaluated("urluserinfo(\"postgres://x:y@h/d\", \"u\", null)") == "\"postgres://u@h/d\"");
  CHECK(evaluated("urlescape(\"p@ss w\")") == "\"p%40ss+w\"");
}

TEST_CASE("a URL that may hold a password is not in the message") {
  CHECK(evaluated("urlsetpath(\"postgres://h:x/d\", \"e\")")
            .ends_with("parse \"postgres://h:x/d\": invalid port \":x\" after host."));
  CHECK(evaluated("urlsetpath(\"postgres://u:secret@h:x/d\", \"e\")").find("secret") == std::string::npos);
}
