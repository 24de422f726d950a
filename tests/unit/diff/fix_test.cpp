// SPDX-License-Identifier: Apache-2.0
// What the fixes say is run on a real server by tests/integration/drift; here is what must not be said.
#include <support/catch.hpp>

#include "fix_of.hpp"

using namespace plumb;
using namespace plumb::diff;
using namespace plumb::test;

namespace {

const std::map<std::string, std::string> k_table = {{"schema", "Sales"}, {"name", "order"}};

}  // namespace

TEST_CASE("names are quoted where they must be") {
  CHECK(fix_of("table", k_table, {{"force_row_security", "yes"}}, {{"force_row_security", "no"}}) ==
        "ALTER TABLE \"Sales\".\"order\" FORCE ROW LEVEL SECURITY;");
}

TEST_CASE("privileges of one role are one statement, what is taken comes before what is given") {
  CHECK(
      fix_of("table", k_table,
             {{"acl", R"(["INSERT TO app","SELECT TO \"my app\"","SELECT TO app WITH GRANT OPTION","UPDATE TO app"])"}},
             {{"acl", R"(["DELETE TO PUBLIC","SELECT TO app"])"}}) ==
      "REVOKE DELETE ON TABLE \"Sales\".\"order\" FROM PUBLIC;\n"
      "REVOKE SELECT ON TABLE \"Sales\".\"order\" FROM app;\n"
      "GRANT SELECT ON TABLE \"Sales\".\"order\" TO \"my app\";\n"
      "GRANT INSERT, UPDATE ON TABLE \"Sales\".\"order\" TO app;\n"
      "GRANT SELECT ON TABLE \"Sales\".\"order\" TO app WITH GRANT OPTION;");
}

TEST_CASE("a privilege that another role has given is left to people") {
  CHECK(fix_of("table", k_table, {{"acl", "[]"}, {"row_security", "yes"}},
               {{"acl", R"(["SELECT TO app GRANTED BY other"])"}, {"row_security", "no"}}) ==
        "ALTER TABLE \"Sales\".\"order\" ENABLE ROW LEVEL SECURITY;\n-- by hand: acl");
}

TEST_CASE("the migration role is named where it is known, else nothing is said") {
  const std::map<std::string, std::string> desired = {{"owner", "{migration role}"}};
  const std::map<std::string, std::string> live = {{"owner", "mallory"}};
  CHECK(fix_of("table", k_table, desired, live, {.migration_role = "Deployer"}) ==
        "ALTER TABLE \"Sales\".\"order\" OWNER TO \"Deployer\";");
  CHECK(fix_of("table", k_table, desired, live).empty());
}

TEST_CASE("the first superuser, whose name is another one on each server, is looked up") {
  const std::string fix =
      fix_of("schema", {{"name", "public"}}, {{"owner", "{first superuser}"}}, {{"owner", "mallory"}});
  CHECK(fix == "DO 'BEGIN EXECUTE ''ALTER SCHEMA public OWNER TO '' || quote_ident(pg_get_userbyid(10)); END';");
  CHECK(fix_of("language", {{"name", "plpgsql"}}, {}, {{"owner", "mallory"}}) ==
        "DO 'BEGIN EXECUTE ''ALTER LANGUAGE plpgsql OWNER TO '' || quote_ident(pg_get_userbyid(10)); END';");
}

TEST_CASE("what no statement can say is named") {
  CHECK(fix_of("table", k_table, {{"partition_key", "RANGE (a)"}, {"comment", "it's"}}, {{"comment", "old"}}) ==
        "COMMENT ON TABLE \"Sales\".\"order\" IS 'it''s';\n-- by hand: partition_key");
  CHECK(fix_of("table", k_table, {{"partition_key", "RANGE (a)"}}, {}).empty());
}

TEST_CASE("a body that holds the quotes gets others") {
  const std::string text =
      fix_of("function", {{"schema", "s"}, {"name", "f"}, {"signature", ""}},
             {{"language", "plpgsql"},
              {"body", "$function$"},
              {"volatility", "stable"},
              {"parallel", "safe"},
              {"cost", "100"}},
             {{"language", "plpgsql"}, {"body", "x"}, {"volatility", "stable"}, {"parallel", "safe"}, {"cost", "100"}});
  CHECK(text.find("AS $function_$$function$$function_$;") != std::string::npos);
}
