// SPDX-License-Identifier: Apache-2.0
#include <plumb/base/go_text.hpp>

#include <support/catch.hpp>

using namespace std::string_view_literals;

namespace {

struct Case {
  std::string_view text;
  std::string_view quoted;
  std::string_view json;
};

}  // namespace

TEST_CASE("texts are quoted, and written as JSON, as Go does") {
  const Case cases[] = {
      {""sv, "\"\""sv, "\"\""sv},
      {"abc"sv, "\"abc\""sv, "\"abc\""sv},
      {"\"\\'"sv, "\"\\\"\\\\'\""sv, "\"\\\"\\\\'\""sv},
      {"\007\010\014\012\015\011\013"sv, "\"\\a\\b\\f\\n\\r\\t\\v\""sv, "\"\\u0007\\b\\f\\n\\r\\t\\u000b\""sv},
      {"\000\037\177"sv, "\"\\x00\\x1f\\x7f\""sv, "\"\\u0000\\u001f\177\""sv},
      {"\377\303"sv, "\"\\xff\\xc3\""sv, "\"\\ufffd\\ufffd\""sv},
      {"\303\251\342\202\254\360\237\230\200"sv, "\"\303\251\342\202\254\360\237\230\200\""sv,
       "\"\303\251\342\202\254\360\237\230\200\""sv},
      {"\302\240\302\255\342\200\213\342\200\250\357\273\277\356\200\200\363\240\200\201\364\217\277\277"sv,
       "\"\\u00a0\\u00ad\\u200b\\u2028\\ufeff\\ue000\\U000e0001\\U0010ffff\""sv,
       "\"\302\240\302\255\342\200\213\\u2028\357\273\277\356\200\200\363\240\200\201\364\217\277\277\""sv},
      {"\357\277\275"sv, "\"\357\277\275\""sv, "\"\357\277\275\""sv},
      {"\315\270"sv, "\"\\u0378\""sv, "\"\315\270\""sv},
      {"<a&b>\342\200\250\342\200\251\037\177/"sv, "\"<a&b>\\u2028\\u2029\\x1f\\x7f/\""sv,
       "\"\\u003ca\\u0026b\\u003e\\u2028\\u2029\\u001f\177/\""sv},
      {"\355\240\200"sv, "\"\\xed\\xa0\\x80\""sv, "\"\\ufffd\\ufffd\\ufffd\""sv},
      {"\360\237\230"sv, "\"\\xf0\\x9f\\x98\""sv, "\"\\ufffd\\ufffd\\ufffd\""sv},
  };
  for (const Case& c : cases) {
    INFO(c.quoted);
    CHECK(plumb::go_quote(c.text) == c.quoted);
    CHECK(plumb::go_json_string(c.text) == c.json);
  }
}

TEST_CASE("only Go's twelve words are booleans") {
  for (const auto* yes : {"1", "t", "T", "true", "TRUE", "True"}) CHECK(plumb::parse_go_bool(yes) == true);
  for (const auto* no : {"0", "f", "F", "false", "FALSE", "False"}) CHECK(plumb::parse_go_bool(no) == false);
  for (const auto* other : {"", "yes", "tRUE", "2", " true"}) CHECK_FALSE(plumb::parse_go_bool(other).has_value());
}
