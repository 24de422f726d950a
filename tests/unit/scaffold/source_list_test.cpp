// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/error.hpp>
#include <plumb/scaffold/source_list.hpp>

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::scaffold;

namespace {

std::string add(std::string_view text, const std::vector<std::string>& paths) {
  return add_sources(text, "atlas.hcl", "default", paths);
}

}  // namespace

TEST_CASE("entries go behind the last of their folder, and all else stays") {
  const std::string_view before = R"(# ours
env "default" {
  src = [
    "file://schema/roles.sql",
    "file://schema/tables/users.sql", # people
    "file://schema/rls/users.sql" // the last
  ]
  url = "x"
}
)";
  CHECK(add(before, {"schema/tables/orders.sql", "schema/indexes/orders.sql", "schema/rls/orders.sql"}) == R"(# ours
env "default" {
  src = [
    "file://schema/roles.sql",
    "file://schema/tables/users.sql", # people
    "file://schema/tables/orders.sql",
    "file://schema/indexes/orders.sql",
    "file://schema/rls/users.sql", // the last
    "file://schema/rls/orders.sql",
  ]
  url = "x"
}
)");
}

TEST_CASE("a list on one line") {
  CHECK(add("env \"default\" {\n  src = [\"schema/tables/a.sql\", \"file://schema/rls/a.sql\"]\n}\n",
            {"schema/tables/b.sql"}) ==
        "env \"default\" {\n  src = [\"schema/tables/a.sql\", \"file://schema/tables/b.sql\", "
        "\"file://schema/rls/a.sql\"]\n}\n");
}

TEST_CASE("what the list has already is not added") {
  const std::string_view text = "env \"default\" {\n  src = [\"file://schema/tables\", \"schema/rls/b.sql\"]\n}\n";
  CHECK(add(text, {"schema/tables/b.sql", "schema/rls/b.sql"}) == text);
}

TEST_CASE("lists that cannot be added to") {
  for (const char* text :
       {"env \"default\" {\n  src = \"file://schema.sql\"\n}\n", "env \"default\" {\n}\n",
        "env \"default\" {\n  src = [for f in [\"a\"] : f]\n}\n",
        "env \"default\" {\n  src = [\"file://${var.x}\"]\n}\n", "env \"other\" {\n}\n", "env \"default\" {\n"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(add(text, {"schema/tables/b.sql"}), Error);
  }
}
