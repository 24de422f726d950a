// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/directory.hpp>

#include <support/catch.hpp>

using namespace plumb::migration;

namespace {

File file(const std::string& content, Format format = Format::atlas) {
  return Directory::from_files({{"1_x.sql", content}}, format).files().at(0);
}

std::vector<std::string> statements(const std::string& content, Format format = Format::atlas) {
  const auto result = file(content, format).statements();
  std::vector<std::string> out;
  for (const auto& statement : result.statements) out.push_back(statement.text);
  for (const auto& error : result.errors) out.push_back("error: " + error.text());
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a file knows its directives") {
  const File f = file("-- atlas:txmode none\n-- atlas:checkpoint v1\n-- atlas:txmode file\n\nSELECT 1;");
  CHECK(f.is_checkpoint());
  CHECK(f.directive("txmode") == Texts{"none", "file"});
  CHECK(f.directive("nolint").empty());
  CHECK_FALSE(file("-- atlas:checkpoint\nSELECT 1;").is_checkpoint());
}

TEST_CASE("BEGIN blocks are for plain and liquibase files") {
  const std::string block = "P BEGIN a; END;";
  CHECK(statements(block) == Texts{block});
  CHECK(statements(block, Format::liquibase) == Texts{block});
  CHECK(statements("-- migrate:up\n" + block, Format::dbmate) == Texts{"P BEGIN a;", "END;"});
}

TEST_CASE("E-strings are read rightly, where Atlas gives up") {
  CHECK(statements("SELECT E'it\\'s';\nSELECT 2;") == Texts{"SELECT E'it\\'s';", "SELECT 2;"});
  CHECK(statements("SELECT E'a\\'b', E'c\\'d';SELECT 2;") == Texts{"SELECT E'a\\'b', E'c\\'d';", "SELECT 2;"});
}

TEST_CASE("bad content is read as the scanner reads it") {
  CHECK(statements("") == Texts{});
  CHECK(statements("\xEF\xBB\xBFSELECT 1;") == Texts{"\xEF\xBB\xBFSELECT 1;"});
  CHECK(statements("SELECT 'abc;\n") == Texts{"error: 1:8: unclosed quote '\\''"});
  CHECK(statements("SELECT $$ a;\nb;\n") == Texts{"SELECT $$ a;\nb;"});
}
