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

}  // namespace
}  // namespace plumb::settings
