// SPDX-License-Identifier: Apache-2.0
#include "../../../src/report/printable.hpp"

#include <support/catch.hpp>

namespace plumb::report {
namespace {

TEST_CASE("what is no text becomes an escape") {
  CHECK(printable("a\x1b[31m\x7f\r") == "a\\x1b[31m\\x7f\\x0d");
  CHECK(printable("tab\tline\nä€😀") == "tab\tline\nä€😀");
  // Bytes that are no UTF-8: alone, cut off, too long a form, a surrogate, too large.
  CHECK(printable("\xff|\xc3|\xc0\xaf|\xed\xa0\x80|\xf4\x90\x80\x80") ==
        "\\xff|\\xc3|\\xc0\\xaf|\\xed\\xa0\\x80|\\xf4\\x90\\x80\\x80");
  CHECK(printable("\xc2\x9b \xef\xbf\xbf") == "\\xc2\\x9b \\xef\\xbf\\xbf");
  CHECK(printable("\xe2\x82") == "\\xe2\\x82");
}

TEST_CASE("a name is on one line") {
  CHECK(printable_line("a\nb\tc\x01") == "a\\nb c\\x01");
}

}  // namespace
}  // namespace plumb::report
