// SPDX-License-Identifier: Apache-2.0
// Blocks, seen through scan(): what opens one, what ends one, and that trying costs no more than reading.
#include <plumb/sql/scanner.hpp>

#include <support/catch.hpp>

using plumb::sql::scan;
using plumb::sql::ScanOptions;

namespace {

std::vector<std::string> cut(std::string_view input, const ScanOptions& options = ScanOptions::postgres()) {
  const auto result = scan(input, options);
  std::vector<std::string> out;
  for (const auto& statement : result.statements) out.push_back(statement.text);
  for (const auto& error : result.errors) out.push_back("error: " + error.text());
  return out;
}

using Texts = std::vector<std::string>;

std::string repeat(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("a block ends with END; and nothing longer") {
  CHECK(cut("P BEGIN a; END IF; b; END;c;") == Texts{"P BEGIN a; END IF; b; END;", "c;"});
  CHECK(cut("P begin a; end \n ;c;") == Texts{"P begin a; end \n ;", "c;"});
  CHECK(cut("P BEGIN a; END") == Texts{"P BEGIN a; END"});
  CHECK(cut("P BEGIN a; END \xC2\xA0") == Texts{"P BEGIN a; END"});
  CHECK(cut("P BEGIN a; END x") == Texts{"P BEGIN a;", "END x"});
  CHECK(cut("P BEGIN a; -- c\nEND;c;") == Texts{"P BEGIN a; -- c\nEND;", "c;"});
}

TEST_CASE("BEGIN needs white space before it, or to be the first word") {
  CHECK(cut("x.BEGIN a; END;") == Texts{"x.BEGIN a;", "END;"});
  CHECK(cut("BEGIN a; END;b;") == Texts{"BEGIN a; END;", "b;"});
  CHECK(cut(";BEGIN a; END;b;") == Texts{";", "BEGIN a; END;", "b;"});
  CHECK(cut("/* c */BEGIN a; END;b;") == Texts{"BEGIN a; END;", "b;"});
  CHECK(cut("BEGIN;a;END;") == Texts{"BEGIN;", "a;", "END;"});
  // The same place is the first word for the inner scan only: in the outer one it stands in a parenthesis.
  CHECK(cut("P (;BEGIN a; END;) b;") == Texts{"P (;BEGIN a; END;) b;"});
}

TEST_CASE("blocks nest") {
  CHECK(cut("P BEGIN BEGIN a; END; b; END;c;") == Texts{"P BEGIN BEGIN a; END; b; END;", "c;"});
  CHECK(cut("P BEGIN IF x THEN BEGIN a; END; END IF; END;c;") ==
        Texts{"P BEGIN IF x THEN BEGIN a; END; END IF; END;", "c;"});
}

TEST_CASE("a block that fails leaves an ordinary word") {
  CHECK(cut("P BEGIN a; b;") == Texts{"P BEGIN a;", "b;"});
  CHECK(cut("P (begin x); END;") == Texts{"P (begin x);", "END;"});
  CHECK(cut("P BEGIN 'a; END;") == Texts{"error: 1:9: unclosed quote '\\''"});
  CHECK(cut("P BEGIN (a; END;") == Texts{"error: 1:9: unclosed '('"});
  CHECK(cut("P BEGIN (a; BEGIN b; END; c") == Texts{"P BEGIN (a; BEGIN b; END;", "c"});
}

TEST_CASE("a block that ends inside a parenthesis ends the statement") {
  CHECK(cut("P (x, BEGIN a; END; b;") == Texts{"P (x, BEGIN a; END;", "b;"});
}

TEST_CASE("BEGIN ATOMIC is a block in every format and ends with any statement that starts with END") {
  const std::string function = "F BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; END;";
  CHECK(cut(function + "b;", ScanOptions::generic()) == Texts{function, "b;"});
  CHECK(cut("F BEGIN\n ATOMIC a; endless;b;") == Texts{"F BEGIN\n ATOMIC a; endless;", "b;"});
  CHECK(cut("F BEGIN ATOMIC a; b;") == Texts{"F BEGIN ATOMIC a;", "b;"});
  CHECK(cut("P BEGIN a; END;b;", ScanOptions::generic()) == Texts{"P BEGIN a;", "END;", "b;"});
}

TEST_CASE("a block does not reach over a DELIMITER command") {
  CHECK(cut("SELECT x, begin FROM t;\nDELIMITER //\nP BEGIN a; END//\nDELIMITER ;\nEND;") ==
        Texts{"SELECT x, begin FROM t;", "P BEGIN a; END", "END;"});
  CHECK(cut("DELIMITER //\na//\nDELIMITER ;\nP BEGIN a; END;b;") == Texts{"a", "P BEGIN a; END;", "b;"});
}

TEST_CASE("quotes, comments and dollar quotes hide END;") {
  CHECK(cut("P BEGIN a 'END;'; /* END; */ b $$ ; END; $$; END;c;") ==
        Texts{"P BEGIN a 'END;'; /* END; */ b $$ ; END; $$; END;", "c;"});
}

// Each of these is exponential for a scanner that tries every BEGIN anew, or overflows the stack of one that recurses.
TEST_CASE("many BEGINs in vain cost no more than reading them") {
  const int n = 100'000;
  CHECK(cut(repeat("BEGIN ", n) + ";").size() == 1);
  CHECK(cut(repeat("BEGIN a; ", n)).size() == static_cast<std::size_t>(n));
  CHECK(cut(repeat("BEGIN (", n)) == Texts{"error: 1:7: unclosed '('"});
  CHECK(cut(repeat("BEGIN ATOMIC ", n)).size() == 1);
  CHECK(cut(repeat("BEGIN ", n) + repeat("END;", n)).size() == 1);
  CHECK(cut(repeat("a BEGIN b;\nDELIMITER //\nc//DELIMITER ;\n", n / 10)).size() == static_cast<std::size_t>(n / 5));
}

TEST_CASE("comments and quotes without an end cost no more than reading them") {
  CHECK(cut(std::string(200'000, '-')).size() == 1);
  CHECK(cut("a" + repeat("/*", 200'000)).size() == 1);
  CHECK(cut(repeat("$", 199'999) + "x").size() == 1);
}
