// SPDX-License-Identifier: Apache-2.0
#include <plumb/sql/scanner.hpp>

#include <support/catch.hpp>

using plumb::sql::scan;
using plumb::sql::scan_at;
using plumb::sql::ScanOptions;
using plumb::sql::ScanResult;

namespace {

std::vector<std::string> texts(const ScanResult& result) {
  std::vector<std::string> out;
  for (const auto& statement : result.statements) out.push_back(statement.text);
  for (const auto& error : result.errors) out.push_back("error: " + error.text());
  return out;
}

std::vector<std::string> cut(std::string_view input, const ScanOptions& options = ScanOptions::postgres()) {
  return texts(scan(input, options));
}

using Texts = std::vector<std::string>;
const ScanOptions k_with_escapes{.begin_end_blocks = true, .escape_strings = true};

}  // namespace

TEST_CASE("a statement keeps its default delimiter, not one of its own") {
  CHECK(cut("SELECT 1;\nSELECT 2") == Texts{"SELECT 1;", "SELECT 2"});
  CHECK(cut("-- atlas:delimiter //\nSELECT 1;//\nSELECT 2//") == Texts{"SELECT 1;", "SELECT 2"});
  CHECK(cut("-- atlas:delimiter ;\nSELECT 1;SELECT 2;") == Texts{"SELECT 1;", "SELECT 2;"});
}

TEST_CASE("an E-string is one string where the caller asks for it") {
  CHECK(cut("SELECT E'it\\'s';SELECT 2;", k_with_escapes) == Texts{"SELECT E'it\\'s';", "SELECT 2;"});
  CHECK(cut("SELECT e'\\\\';SELECT 2;", k_with_escapes) == Texts{"SELECT e'\\\\';", "SELECT 2;"});
  CHECK(cut("E'\\';'", k_with_escapes) == Texts{"E'\\';'"});
  // Neither the end of an identifier nor a plain string makes one.
  CHECK(cut("SELECT type'a\\';SELECT 2;", k_with_escapes) == Texts{"SELECT type'a\\';", "SELECT 2;"});
  CHECK(cut("SELECT 'a\\';SELECT 2;", k_with_escapes) == Texts{"SELECT 'a\\';", "SELECT 2;"});
  CHECK(cut("SELECT \xC3\xA9"
            "E'a\\';SELECT 2;",
            k_with_escapes)
            .size() == 2);
  CHECK(cut("SELECT E'a\\'", k_with_escapes) == Texts{"error: 1:9: unclosed quote '\\''"});
}

TEST_CASE("errors name line and byte column of the whole file") {
  CHECK(cut("SELECT 1;\n  SELECT \"abc") == Texts{"SELECT 1;", "error: 2:10: unclosed quote '\"'"});
  CHECK(cut("-- atlas:delimiter //\nSELECT 1//\n )") == Texts{"SELECT 1", "error: 3:2: unexpected ')'"});
  CHECK(cut("a(b(c);\n;") == Texts{"error: 1:2: unclosed '('"});
  CHECK(cut("-- atlas:delimiter \\n") == Texts{"error: 1:0: no input found after delimiter \"\\\\n\""});
  CHECK(cut("DELIMITER \nSELECT 1;") == Texts{"error: empty delimiter"});
}

TEST_CASE("bytes that are no UTF-8, NUL and CR LF go through as they are") {
  using namespace std::string_literals;
  CHECK(cut("SELECT 'gr\xFF\xDF"
            "e';\n") == Texts{"SELECT 'gr\xFF\xDF"
                              "e';"});
  CHECK(cut("SELECT 'a\0b';\0"s) == Texts{"SELECT 'a\0b';"s, "\0"s});
  CHECK(cut("SELECT\r\n1;\r\nSELECT 2;\r\n") == Texts{"SELECT\r\n1;", "SELECT 2;"});
  CHECK(cut("\xC2") == Texts{"\xC2"});
}

TEST_CASE("a line comment that ends the file without a line feed is text") {
  CHECK(cut("SELECT 1;\n-- done") == Texts{"SELECT 1;", "-- done"});
  CHECK(cut("SELECT 1;\n-- it's") == Texts{"SELECT 1;", "error: 2:6: unclosed quote '\\''"});
  CHECK(cut("SELECT 1; /* a; b") == Texts{"SELECT 1;", "/* a;", "b"});
}

TEST_CASE("the DELIMITER command of the MySQL client") {
  CHECK(cut("delimiter '//'\nSELECT 1;//DELIMITER ;\nSELECT 2;") == Texts{"SELECT 1;", "SELECT 2;"});
  CHECK(cut("DELIMITER \\n\\n\nSELECT 1;\n\nSELECT 2;") == Texts{"SELECT 1;", "SELECT 2;"});
  CHECK(cut("DELIMITER ''''\nSELECT 1'") == Texts{"error: 2:9: unclosed quote '\\''"});
  CHECK(cut("delimiter;SELECT 1;") == Texts{"delimiter;", "SELECT 1;"});
  const ScanResult comments = scan("-- lost\nDELIMITER //\nSELECT 1//");
  REQUIRE(comments.statements.size() == 1);
  CHECK(comments.statements[0].comments.empty());
}

TEST_CASE("a delimiter wins over comments and dollar quotes, not over quotes and parentheses") {
  CHECK(cut("-- atlas:delimiter -- end\nA\n-- end\nB\n-- end\n") == Texts{"A", "B"});
  CHECK(cut("-- atlas:delimiter $$\nA $$B $$") == Texts{"A", "B"});
  CHECK(cut("-- atlas:delimiter x\n'x' (x) x") == Texts{"'x' (x)"});
  CHECK(cut("-- atlas:delimiter //\n// A//") == Texts{"", "A"});
}

TEST_CASE("comments are attached unless an empty line follows") {
  const ScanResult result = scan("/* a */ -- b\n-- c\nSELECT 1;\n-- d\n\n/* e */\nSELECT 2;");
  REQUIRE(result.statements.size() == 2);
  CHECK(result.statements[0].comments == Texts{"/* a */", "-- b\n", "-- c\n"});
  CHECK(result.statements[1].comments == Texts{"/* e */"});
}

TEST_CASE("scan_at ends statements at the given offsets only") {
  const std::string input = "-- c\na;\nb;\n(x\ny);\n'p\nq';\n";
  const std::vector<std::size_t> cuts = {8, 14, 18, 21, 25};
  const ScanResult result = scan_at(input, cuts, ScanOptions::generic());
  CHECK(texts(result) == Texts{"a;", "b;\n(x\ny);", "'p\nq';"});
  CHECK(result.statements[0].comments == Texts{"-- c\n"});
}

TEST_CASE("scan_at keeps a comment that starts at a cut out of the text") {
  const std::vector<std::size_t> cuts = {3};
  const ScanResult result = scan_at("a;\n-- c\nBEGIN x;\nEND;", cuts, ScanOptions::postgres());
  CHECK(texts(result) == Texts{"a;", "BEGIN x;\nEND;"});
  CHECK(result.statements[1].comments == Texts{"-- c\n"});
}
