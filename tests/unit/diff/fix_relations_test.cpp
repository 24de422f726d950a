// SPDX-License-Identifier: Apache-2.0
// Fixes of what tables consist of, and of views: what must be said in which order, and what must not be said. That the
// statements do what they claim is shown on real servers by tests/integration/drift/sensitivity_test.cpp.
#include <support/catch.hpp>

#include "fix_of.hpp"

using namespace plumb;
using namespace plumb::diff;
using namespace plumb::test;

namespace {

const std::map<std::string, std::string> k_key = {{"schema", "s"}, {"table", "t"}, {"name", "k"}};
const std::map<std::string, std::string> k_foreign_key = {{"type", "foreign key"},
                                                          {"columns", R"(["a","B"])"},
                                                          {"referenced_schema", "s"},
                                                          {"referenced_table", "r"},
                                                          {"referenced_columns", R"(["a","b"])"},
                                                          {"match", "SIMPLE"},
                                                          {"on_update", "NO ACTION"},
                                                          {"on_delete", "CASCADE"},
                                                          {"deferrable", "not deferrable"},
                                                          {"validated", "yes"},
                                                          {"enforced", "yes"},
                                                          {"partitioned", "no"}};

std::map<std::string, std::string> with(std::map<std::string, std::string> values, const std::string& name,
                                        const std::string& value) {
  values[name] = value;
  return values;
}

}  // namespace

TEST_CASE("a foreign key is added without reading the rows, which are checked afterwards") {
  CHECK(fix_of_missing("constraint", k_key, k_foreign_key) ==
        "ALTER TABLE s.t ADD CONSTRAINT k FOREIGN KEY (a, \"B\") REFERENCES s.r (a, b) ON DELETE CASCADE NOT VALID;\n"
        "ALTER TABLE s.t VALIDATE CONSTRAINT k;");
  CHECK(fix_of_missing("constraint", k_key, with(k_foreign_key, "partitioned", "yes")) ==
        "ALTER TABLE s.t ADD CONSTRAINT k FOREIGN KEY (a, \"B\") REFERENCES s.r (a, b) ON DELETE CASCADE;");
}

TEST_CASE("a constraint is replaced in one statement") {
  CHECK(fix_of("constraint", k_key, k_foreign_key, with(k_foreign_key, "on_delete", "NO ACTION")) ==
        "ALTER TABLE s.t DROP CONSTRAINT k, ADD CONSTRAINT k FOREIGN KEY (a, \"B\") REFERENCES s.r (a, b) "
        "ON DELETE CASCADE NOT VALID;\nALTER TABLE s.t VALIDATE CONSTRAINT k;");
}

TEST_CASE("a foreign key whose triggers were disabled is made anew, so that the rows are checked") {
  const std::string text = fix_of("constraint", k_key, k_foreign_key,
                                  with(k_foreign_key, "triggers", R"(["RI_FKey_check_ins on s.t: disabled"])"));
  CHECK(text.find("DROP CONSTRAINT k, ADD CONSTRAINT k") != std::string::npos);
  CHECK(text.ends_with("VALIDATE CONSTRAINT k;"));
}

TEST_CASE("what a table has of its parent is left to the parent") {
  const std::string note = "-- note: it comes with the parent's";
  CHECK(fix_of_missing("constraint", k_key, with(k_foreign_key, "inherited", "inherited")) == note);
  CHECK(fix_of_missing("column", k_key, {{"type", "integer"}, {"inherited", "inherited"}}) == note);
  CHECK(fix_of_missing("column", k_key, {{"type", "integer"}, {"relation", "view"}}).empty());
}

TEST_CASE("an index is built beside the old one, under a name that fits") {
  const std::map<std::string, std::string> index = {{"method", "btree"},
                                                    {"unique", "yes"},
                                                    {"keys", R"-(["a","lower(b)"])-"},
                                                    {"operator_classes", R"(["int4_ops","text_ops"])"},
                                                    {"valid", "yes"},
                                                    {"ready", "yes"},
                                                    {"partitioned", "no"},
                                                    {"order", R"(["DESC","ASC"])"}};
  const std::string long_name(63, 'x');
  CHECK(fix_of("index", {{"schema", "s"}, {"table", "t"}, {"name", long_name}}, index, with(index, "unique", "no")) ==
        "-- note: not in a transaction\n"
        "CREATE UNIQUE INDEX CONCURRENTLY " +
            long_name.substr(4) +
            "_new ON s.t USING btree (a int4_ops DESC, lower(b) text_ops);\n"
            "DROP INDEX CONCURRENTLY s." +
            long_name +
            ";\n"
            "ALTER INDEX s." +
            long_name.substr(4) + "_new RENAME TO " + long_name + ";");
  CHECK(fix_of("index", k_key, index, with(index, "valid", "no")) ==
        "-- note: not in a transaction\nREINDEX INDEX CONCURRENTLY s.k;");
  CHECK(fix_of("index", k_key, with(index, "valid", "no"), index).empty());
}

TEST_CASE("a view is replaced with all its options, a materialized one is not") {
  const std::map<std::string, std::string> view = {{"schema", "s"}, {"name", "v"}};
  const std::map<std::string, std::string> plain = {
      {"type", "view"}, {"definition", " SELECT 1;"}, {"security_invoker", "yes"}, {"security_barrier", "no"}};
  CHECK(fix_of("view", view, plain, with(plain, "definition", " SELECT 2;")) ==
        "CREATE OR REPLACE VIEW s.v WITH (security_invoker = 'true') AS\n SELECT 1;");
  const std::map<std::string, std::string> rows = {{"type", "materialized view"}, {"definition", " SELECT 1;"}};
  CHECK(fix_of("view", view, rows, with(rows, "definition", " SELECT 2;")).empty());
}

TEST_CASE("a secret is not made up") {
  const std::map<std::string, std::string> mapping = {{"server", "far"}, {"role", "app"}};
  CHECK(fix_of("user_mapping", mapping, {{"options", R"(["password={hidden}","user=a"])"}},
               {{"options", R"(["user=b"])"}})
            .empty());
  CHECK(fix_of_missing("user_mapping", mapping, {{"options", R"(["password={hidden}"])"}}) ==
        "-- CREATE USER MAPPING FOR app SERVER far OPTIONS (…);  -- secrets are not looked at");
  CHECK(fix_of("foreign_server", {{"name", "far"}}, {{"options", R"(["dbname=x","host=it's"])"}},
               {{"options", R"(["host=h","port=1"])"}}) ==
        "ALTER SERVER far OPTIONS (DROP port, ADD dbname 'x', SET host 'it''s');");
}

TEST_CASE("a statement that the server does not know yet is left out") {
  const std::map<std::string, std::string> table = {{"schema", "s"}, {"name", "t"}};
  CHECK(fix_of("table", table, {{"access_method", "heap"}}, {{"access_method", "other"}}, {.server_version = 140000})
            .empty());
  CHECK(fix_of("table", table, {{"access_method", "heap"}}, {{"access_method", "other"}}, {.server_version = 150000})
            .ends_with("ALTER TABLE s.t SET ACCESS METHOD heap;"));
}

TEST_CASE("attributes of a composite type are added at the end, never dropped") {
  const std::map<std::string, std::string> type = {{"schema", "s"}, {"name", "c"}};
  CHECK(fix_of("composite_type", type, {{"attributes", R"(["a bigint","\"B c\" text"])"}},
               {{"attributes", R"(["a integer"])"}}) ==
        "ALTER TYPE s.c ALTER ATTRIBUTE a TYPE bigint;\nALTER TYPE s.c ADD ATTRIBUTE \"B c\" text;");
  CHECK(fix_of("composite_type", type, {{"attributes", R"(["a integer"])"}},
               {{"attributes", R"(["a integer","b text"])"}})
            .empty());
}
