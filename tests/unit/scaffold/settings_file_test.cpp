// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/error.hpp>
#include <plumb/scaffold/settings_file.hpp>

#include <support/catch.hpp>

using namespace plumb;
using namespace plumb::scaffold;

namespace {

std::string add(std::string_view text) {
  return add_append_only(text, "plumb.yaml", "events");
}

}  // namespace

TEST_CASE("a table more in append_only; comments and layout stay") {
  CHECK(add("version: 1\ntables:\n  root: [a]\n  append_only: [audit_events]  # only added to\nfail_on: low\n") ==
        "version: 1\ntables:\n  root: [a]\n  append_only: [audit_events, events]  # only added "
        "to\nfail_on: low\n");
  CHECK(add("tables:\n  append_only: []\n") == "tables:\n  append_only: [events]\n");
  CHECK(add("tables:\n  append_only:   # these\n    - a\n    # and\n    - b\n\n  root: [tenants]\n") ==
        "tables:\n  append_only:   # these\n    - a\n    # and\n    - b\n    - events\n\n  root: [tenants]\n");
  CHECK(add("tables:\n  append_only:\n  - a\n  root: [t]\n") ==
        "tables:\n  append_only:\n  - a\n  - events\n  root: [t]\n");
}

TEST_CASE("where there is no list yet the default stays in it") {
  CHECK(add("") == "version: 1\ntables:\n  append_only: [audit_events, usage_events, events]\n");
  CHECK(add("version: 1\n# ours\ntables: # classes\n  root: [t]") ==
        "version: 1\n# ours\ntables: # classes\n  append_only: [audit_events, usage_events, events]\n  root: [t]\n");
}

TEST_CASE("a table that is listed stays so") {
  const std::string_view text = "tables: {append_only: [events]}\n";
  CHECK(add(text) == text);
}

TEST_CASE("lists that are written in another way are refused, not guessed at") {
  for (const char* text :
       {"tables: {append_only: [a]}\n", "x: &l [a]\n", "tables:\n  append_only: [a,\n    b]\n", "tables: [\n"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(add(text), Error);
  }
}
