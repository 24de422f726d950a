// SPDX-License-Identifier: Apache-2.0
// What the fixes say is run on a real server by tests/integration/drift; here is what must not be said.
#include <plumb/diff/findings.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <support/catalogs.hpp>

using namespace plumb;
using namespace plumb::diff;
using catalog::Catalog;
using test::make_table;
using test::Row;

namespace {

const catalog::Kind& builtin_kind(std::string_view name) {
  const auto list = catalog::Kinds::builtin().for_server(180000);
  return **std::ranges::find(list, name, &catalog::Kind::name);
}

// A catalog of one object with the named attributes; the others of its kind are not set.
Catalog make_object(std::string_view kind_name, const std::map<std::string, std::string>& values) {
  const catalog::Kind& kind = builtin_kind(kind_name);
  std::vector<std::string> columns = kind.identity;
  for (const auto& [attribute, facts] : kind.attributes) columns.push_back(attribute);
  Row row;
  for (const std::string& column : columns) {
    const auto found = values.find(column);
    row.push_back(found == values.end() ? std::nullopt : std::optional(found->second));
  }
  Catalog catalog;
  catalog.add(kind, make_table(columns, {row}));
  return catalog;
}

std::string fix_of(std::string_view kind, const std::map<std::string, std::string>& identity,
                   std::map<std::string, std::string> desired, std::map<std::string, std::string> live,
                   const FindingOptions& options = {}) {
  desired.insert(identity.begin(), identity.end());
  live.insert(identity.begin(), identity.end());
  const Catalog left = make_object(kind, desired);
  const Catalog right = make_object(kind, live);
  return fix(compare(left, right).list.at(0), options);
}

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
