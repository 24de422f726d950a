// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/finding/finding.hpp>

namespace plumb::finding {
namespace {

constexpr Severity k_all[] = {Severity::critical, Severity::high, Severity::medium, Severity::low, Severity::info};

TEST_CASE("the name of a severity parses back to it") {
  for (const Severity severity : k_all) CHECK(parse_severity(name(severity)) == severity);
  CHECK_FALSE(parse_severity("none"));
  CHECK_FALSE(parse_severity("High"));
  CHECK_FALSE(parse_severity(""));
}

TEST_CASE("severities are ordered, worst first") {
  for (std::size_t i = 1; i < std::size(k_all); ++i) CHECK(k_all[i - 1] < k_all[i]);
}

TEST_CASE("classes have the names of the JSON document") {
  CHECK(name(Class::drift) == "drift");
  CHECK(name(Class::contract) == "contract");
  CHECK(name(Class::migrations) == "migrations");
  CHECK(name(Class::coverage) == "coverage");
}

TEST_CASE("an object is named as people name it") {
  const auto text = [](ObjectName object) { return object.text(); };
  CHECK(text({.kind = "schema", .schema = "", .parent = "", .name = "app", .signature = ""}) == "schema app");
  CHECK(text({.kind = "table", .schema = "public", .parent = "", .name = "users", .signature = ""}) ==
        "table public.users");
  CHECK(text({.kind = "policy", .schema = "public", .parent = "users", .name = "p", .signature = ""}) ==
        "policy p on public.users");
  CHECK(text({.kind = "function", .schema = "public", .parent = "", .name = "f", .signature = "integer, text"}) ==
        "function public.f(integer, text)");
}

TEST_CASE("a function without arguments keeps its parentheses") {
  CHECK(ObjectName{.kind = "function", .schema = "s", .parent = "", .name = "f", .signature = ""}.text() ==
        "function s.f()");
}

}  // namespace
}  // namespace plumb::finding
