// SPDX-License-Identifier: Apache-2.0
#include <plumb/migration/sum.hpp>

#include <support/catch.hpp>

using namespace plumb::migration;
using Kind = SumProblem::Kind;
using Reason = SumProblem::Reason;
using Location = SumProblem::Location;

namespace {

Sum sum_of(std::vector<SumEntry> entries) {
  Sum sum{.total = sum_total(entries), .entries = {}};
  sum.entries = std::move(entries);
  return sum;
}

std::string hash(char c) {
  return std::string(43, c) + "=";
}

const SumEntry k_down{"1_initial.down.sql", hash('a')};
const SumEntry k_up{"1_initial.up.sql", hash('b')};
const std::string k_recorded = print_sum(sum_of({k_down, k_up}));

std::optional<Location> located(const std::vector<SumEntry>& computed) {
  const auto problem = compare_sum(k_recorded, sum_of(computed));
  return problem ? problem->location : std::nullopt;
}

Kind kind(std::string_view recorded) {
  return compare_sum(recorded, sum_of({k_down, k_up}))->kind;
}

}  // namespace

TEST_CASE("a sum is printed as Atlas prints it") {
  CHECK(print_sum(sum_of({})) == "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  CHECK(print_sum({.total = "T=", .entries = {{"a.sql", "x="}, {"b c.sql", "y="}}}) ==
        "h1:T=\na.sql h1:x=\nb c.sql h1:y=\n");
}

TEST_CASE("a sum file may have CR LF, more blanks, no last line feed, and no mark in the first line") {
  const Sum expected{.total = "T", .entries = {{"a", "x"}}};
  CHECK(parse_sum("h1:T\na h1:x\n") == expected);
  CHECK(parse_sum("h1:T\r\na h1:x\r\n") == expected);
  CHECK(parse_sum("T\n  a \t h1:x") == expected);
  CHECK(parse_sum("h1:T\na h1: x h1:y\n")->entries == std::vector<SumEntry>{{"a", " x h1:y"}});
  CHECK(parse_sum("") == Sum{});
}

TEST_CASE("a line without the mark is no sum file") {
  CHECK_FALSE(parse_sum("h1:T\n\na h1:x\n"));
  CHECK_FALSE(parse_sum("h1:T\njunk"));
  CHECK_FALSE(parse_sum("h1:T\n<<<<<<< HEAD\na h1:x\n"));
}

TEST_CASE("a sum that agrees") {
  CHECK_FALSE(compare_sum(k_recorded, sum_of({k_down, k_up})));
}

TEST_CASE("the format is looked at before the total, the total before the entries") {
  CHECK(kind("junk\njunk\n") == Kind::invalid_format);
  CHECK(kind("") == Kind::mismatch);
  std::string edited = k_recorded;
  edited[edited.size() - 3] = 'x';
  const auto problem = compare_sum(edited, sum_of({k_down, k_up}));
  REQUIRE(problem);
  CHECK(problem->kind == Kind::mismatch);
  CHECK_FALSE(problem->location);
}

TEST_CASE("the place of a mismatch is the first line that differs") {
  const SumEntry other{"2_second.sql", hash('c')};
  CHECK(located({}) == Location{2, 2, 48, "1_initial.down.sql", Reason::removed});
  CHECK(located({k_down, {k_up.name, hash('x')}}) == Location{3, 2, 115, "1_initial.up.sql", Reason::edited});
  CHECK(located({k_down, k_up, other}) == Location{4, 2, 180, "2_second.sql", Reason::added});
  const SumEntry first{"1_first.up.sql", hash('b')};
  CHECK(located({first, k_down}) == Location{2, 2, 48, "1_first.up.sql", Reason::added});
  CHECK(located({k_down}) == Location{3, 2, 115, "1_initial.up.sql", Reason::removed});
}

TEST_CASE("a sum that names one file twice does not lead astray") {
  const std::string recorded = print_sum(sum_of({k_down, k_up, k_down}));
  const auto problem = compare_sum(recorded, sum_of({k_down, k_up}));
  REQUIRE(problem);
  CHECK(problem->location == Location{4, 3, 180, "1_initial.down.sql", Reason::removed});
}

TEST_CASE("texts") {
  CHECK(SumProblem{.kind = Kind::not_found}.text() == "checksum file not found");
  CHECK(SumProblem{.kind = Kind::invalid_format}.text() == "checksum file format invalid");
  CHECK(SumProblem{.kind = Kind::mismatch}.text() == "checksum mismatch");
  CHECK(reason_text(Reason::added) == "added");
  CHECK(reason_text(Reason::edited) == "edited");
  CHECK(reason_text(Reason::removed) == "removed");
}
