// SPDX-License-Identifier: Apache-2.0
#include <plumb/scaffold/table_name.hpp>

#include <support/catch.hpp>

using namespace plumb::scaffold;

TEST_CASE("singular and plural") {
  const std::pair<const char*, const char*> pairs[] = {
      {"user", "users"},       {"category", "categories"}, {"box", "boxes"},         {"status", "statuses"},
      {"invoice", "invoices"}, {"batch", "batches"},       {"class", "classes"},     {"sales_person", "sales_people"},
      {"key", "keys"},         {"house", "houses"},        {"analysis", "analyses"}, {"oauth2_token", "oauth2_tokens"},
      {"alias", "aliases"},    {"cache", "caches"},        {"series", "series"}};
  for (const auto& [one, many] : pairs) {
    CHECK(plural(one) == many);
    CHECK(singular(many) == one);
  }
}

TEST_CASE("names that will do") {
  for (const char* name : {"invoices", "sales_people", "oauth2_tokens", "references", "a1s", "data"}) {
    CAPTURE(name);
    CHECK_FALSE(check_table_name(name));
  }
  CHECK_FALSE(check_table_name(std::string(62, 'x') + "s"));
}

TEST_CASE("names that will not do, and what would") {
  const auto proposal = [](std::string_view name) {
    const auto problem = check_table_name(name);
    REQUIRE(problem);
    return problem->proposal;
  };
  CHECK(proposal("invoice") == "invoices");
  CHECK(proposal("InvoiceLine") == "invoice_lines");
  CHECK(proposal("invoice-lines") == "invoice_lines");
  CHECK(proposal("Invoice Line") == "invoice_lines");
  CHECK(proposal("status") == "statuses");
  CHECK(proposal("alias") == "aliases");
  CHECK(proposal("2fa_tokens") == "fa_tokens");
  CHECK(proposal("a__bs") == "a_bs");
  CHECK(proposal("") == "");
  CHECK(proposal("\xC3\xA9") == "");
  for (const char* name : {"tenants", "tenant_issuers", "users", "user_external_ids"}) {
    CHECK(check_table_name(name)->reserved);
  }
  CHECK(check_table_name(std::string(63, 'x') + "s")->what == "has 64 bytes; an identifier has 63 at most");
}

TEST_CASE("names of what belongs to a table") {
  CHECK(key_name("users") == "user_id");
  CHECK(object_name("users", "_tenant_policy") == "users_tenant_policy");
  const std::string longest = std::string(62, 'x') + "s";
  CHECK(key_name(longest) == std::string(60, 'x') + "_id");
  CHECK(object_name(longest, "_tenant_policy") == std::string(49, 'x') + "_tenant_policy");
}
