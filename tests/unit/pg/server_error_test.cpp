// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/pg/server_error.hpp>

using namespace plumb;
using pg::atlas_text;
using pg::is_duplicate_database;
using pg::ServerError;
using pg::was_cancelled;

namespace {

ServerError syntax_error(int position) {
  return {.severity = "ERROR", .sqlstate = "42601", .message = "syntax error", .position = position};
}

}  // namespace

TEST_CASE("Atlas's words: a column in one line, a position in several, in characters") {
  CHECK(atlas_text(syntax_error(1), "THIS") == "pq: syntax error at column 1 (42601)");
  CHECK(atlas_text(syntax_error(6), "ÄÖÜ'' X") == "pq: syntax error at column 6 (42601)");
  CHECK(atlas_text(syntax_error(4), "a\nä X") == "pq: syntax error at position 2:2 (42601)");
  CHECK(atlas_text(syntax_error(3), "a\r\nX") == "pq: syntax error at position 1:3 (42601)");
  CHECK(atlas_text(syntax_error(5), "a\r\nX") == "pq: syntax error at position 2:2 (42601)");
}

TEST_CASE("Atlas's words without a position") {
  CHECK(atlas_text({.severity = "ERROR", .sqlstate = "22012", .message = "division by zero"}, "SELECT 1/0") ==
        "pq: division by zero (22012)");
  CHECK(atlas_text({.severity = "ERROR", .sqlstate = "P0001", .message = "two\nlines", .detail = "d", .hint = "h"},
                   "") == "pq: two\nlines (P0001)");
}

TEST_CASE("Atlas's words for a session that is gone") {
  CHECK(atlas_text({.severity = "FATAL", .sqlstate = "57P01", .message = "terminating"}, "") ==
        "driver: bad connection");
  CHECK(atlas_text({.message = "server closed the connection unexpectedly", .connection_lost = true}, "") ==
        "driver: bad connection");
}

TEST_CASE("people's words: the line, the caret, the server's advice") {
  ServerError error = syntax_error(11);
  error.detail = "Some detail.";
  error.hint = "Try this.";
  const Error out = to_error(error, "SELECT 1,\r\n2 FRM\r\n");
  CHECK(out.sqlstate() == "42601");
  CHECK(out.statement() == "SELECT 1,\r\n2 FRM\r\n");
  CHECK(describe(to_error(error, "SELECT 1\n\tFRM x")) ==
        "2:2: syntax error (42601): Some detail\n  \tFRM x\n  \t^\nHINT: Try this.");
}

TEST_CASE("a position outside of the text is no position") {
  CHECK(atlas_text(syntax_error(99), "short") == "pq: syntax error (42601)");
  CHECK_FALSE(to_error(syntax_error(99), "short").span().has_value());
}

TEST_CASE("a statement that somebody cancelled is told from one that ran out of time") {
  CHECK(was_cancelled({.sqlstate = "57014", .message = "canceling statement due to user request"}));
  CHECK_FALSE(was_cancelled({.sqlstate = "57014", .message = "canceling statement due to statement timeout"}));
  CHECK_FALSE(was_cancelled({.sqlstate = "XX000", .message = "user request"}));
}

TEST_CASE("a database's name is taken, also where only the index says so") {
  CHECK(is_duplicate_database({.sqlstate = "42P04"}));
  CHECK(is_duplicate_database({.sqlstate = "23505"}));
  CHECK_FALSE(is_duplicate_database({.sqlstate = "3D000"}));
}
