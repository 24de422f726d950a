// SPDX-License-Identifier: Apache-2.0
#include <support/catch.hpp>

#include <plumb/settings/add_waiver.hpp>

namespace plumb::settings {
namespace {

const Waiver k_waiver{.rule = "RLS008",
                      .object = "policy users_rls on public.users",
                      .reason = "as it is, see ADR 12: \"names\"",
                      .owner = "data-platform",
                      .until = {std::chrono::year(2027), std::chrono::month(3), std::chrono::day(31)},
                      .fingerprint = "0123456789012345",
                      .place = {}};

constexpr std::string_view k_entry =
    "  - rule: RLS008\n    object: policy users_rls on public.users\n"
    "    reason: \"as it is, see ADR 12: \\\"names\\\"\"\n    owner: data-platform\n    until: 2027-03-31\n"
    "    fingerprint: \"0123456789012345\"\n";

std::string added(std::string_view text) {
  return add_waiver(text, "plumb.yaml", k_waiver);
}

TEST_CASE("a new file says its version, and the waiver") {
  CHECK(added("") == "version: 1\nwaivers:\n" + std::string(k_entry));
}

TEST_CASE("the first waiver comes behind what is there, comments included") {
  CHECK(added("version: 1  # ours\n\nfail_on: low\n# the end\n") ==
        "version: 1  # ours\n\nfail_on: low\n# the end\nwaivers:\n" + std::string(k_entry));
  CHECK(added("fail_on: low") == "fail_on: low\nwaivers:\n" + std::string(k_entry));
  CHECK(added("# only a comment\n") == "# only a comment\nwaivers:\n" + std::string(k_entry));
  CHECK(added("waivers:\nfail_on: low\n") == "waivers:\n" + std::string(k_entry) + "fail_on: low\n");
  CHECK(added("waivers: []  # none yet\nfail_on: low\n") ==
        "waivers:  # none yet\n" + std::string(k_entry) + "fail_on: low\n");
}

constexpr std::string_view k_one =
    "waivers:\n"
    "# why, and who\n"
    "- rule: COL222\n"
    "  object: table public.users\n"
    "  reason: >\n"
    "    upsert is not granted\n"
    "    # no comment\n"
    "  until: 2027-03-31  # a long time\n"
    "\n"
    "# what follows\n"
    "fail_on: low\n";

TEST_CASE("another one comes behind the last, moved in as that one is") {
  std::string entry;
  for (std::string_view rest = k_entry; !rest.empty();) {
    const std::size_t end = rest.find('\n') + 1;
    entry += rest.substr(2, end - 2);
    rest.remove_prefix(end);
  }
  std::string expected(k_one);
  expected.insert(expected.find("\n# what follows"), entry);
  CHECK(added(k_one) == expected);
}

TEST_CASE("lines end as they did") {
  CHECK(added("version: 1\r\n").find("waivers:\r\n  - rule: RLS008\r\n") != std::string::npos);
}

std::string complaint(std::string_view text) {
  try {
    return "written: " + added(text);
  } catch (const Error& error) {
    return describe(error);
  }
}

TEST_CASE("what cannot be added to is left alone, and said") {
  const std::string flow = "waivers: [{rule: COL222, object: table public.users, reason: r, until: 2027-03-31}]\n";
  CHECK(complaint(flow).starts_with(
      "plumb.yaml: the waivers are written in a way that nothing can be added to\nHINT: add by hand:"));
  CHECK(complaint("{version: 1}\n").find("nothing can be added to") != std::string::npos);
  CHECK(complaint("version: 1\n...\n").find("nothing can be added to") != std::string::npos);
  CHECK(complaint("versoin: 1\n").find("unknown key \"versoin\"") != std::string::npos);
  CHECK(complaint(added("")).find("is waived already") != std::string::npos);
}

// The second waiver of the file with another last day, fingerprint, reason and owner.
std::string renewed(const std::string& text, bool all = true) {
  const Waiver old = parse(text, "plumb.yaml").waivers.at(1);
  Waiver next = old;
  next.until = *parse_date("2030-01-31");
  next.fingerprint = "fedcba9876543210";
  if (all) next.reason = "still so: yes";
  if (all) next.owner = "us";
  try {
    return renew_waiver(text, "plumb.yaml", old, next);
  } catch (const Error& error) {
    return describe(error);
  }
}

constexpr std::string_view k_first = "waivers:\n  - {rule: RLS001, object: table a, reason: r, until: 2026-01-01}\n";

TEST_CASE("a waiver is renewed where it stands, comments and all") {
  CHECK(renewed(std::string(k_first) +
                "  # why\n  - rule: COL222   # this one\n    object: table b\n    reason: 'it''s so'  # really\n"
                "    until: 2026-01-01  # new year\n    fingerprint: 0123456789abcdef\n# end\nfail_on: low\n") ==
        std::string(k_first) +
            "  # why\n  - rule: COL222   # this one\n    object: table b\n    reason: \"still so: yes\"  # really\n"
            "    until: 2030-01-31  # new year\n    owner: us\n    fingerprint: \"fedcba9876543210\"\n# end\n"
            "fail_on: low\n");
  CHECK(renewed(
            std::string(k_first) + "  - {object: table b, until: 2026-01-01, rule: COL222, reason: \"a \\\" b\"}  # x",
            false) == std::string(k_first) +
                          "  - {object: table b, until: 2030-01-31, fingerprint: \"fedcba9876543210\", "
                          "rule: COL222, reason: \"a \\\" b\"}  # x");
}

TEST_CASE("a waiver that cannot be renewed is left alone, and said") {
  const std::string folded = std::string(k_first) +
                             "  - rule: COL222\n    object: table b\n    reason: >\n      one\n      two\n"
                             "    until: 2026-01-01\n";
  CHECK(renewed(folded).find("cannot be renewed") != std::string::npos);
  CHECK(renewed(folded, false).find("reason: >\n      one\n      two\n    until: 2030-01-31\n    fingerprint: ") !=
        std::string::npos);
  Waiver gone = k_waiver;
  CHECK_THROWS_WITH(renew_waiver(k_first, "plumb.yaml", gone, gone),
                    "plumb.yaml: the waiver of RLS008 on policy users_rls on public.users was changed meanwhile");
}

}  // namespace
}  // namespace plumb::settings
