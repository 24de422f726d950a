// SPDX-License-Identifier: Apache-2.0
#include <plumb/state/snapshot_file.hpp>
#include <support/catch.hpp>

#include <random>

#include <plumb/base/error.hpp>

#include "given.hpp"

namespace plumb::state {
namespace {

using test::given_snapshot;
using test::Row;

const std::vector<Row> k_rows = {{"public", "a", R"(["SELECT TO x","UPDATE TO \"y\""])", "BEGIN\n\tRETURN '\\';\nEND"},
                                 {"public", "b", std::nullopt, ""},
                                 {"x", "a", "[]", "[not a list]"}};

std::string written(const std::vector<Row>& rows = k_rows) {
  return write_snapshot(given_snapshot(rows), {});
}

SnapshotFile read(std::string text, catalog::Scope scope = {}) {
  return read_snapshot("f.jsonl", std::move(text), {.scope = std::move(scope), .kinds = test::state_kinds()});
}

std::string refusal(const std::string& text) {
  try {
    (void)read(text);
  } catch (const Error& error) {
    return error.message();
  }
  return "(none)";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("one object a line, sets as arrays, what is not set left out") {
  const std::string text = written();
  CHECK(text.starts_with(R"({"plumb":"snapshot","format":1,"server":"18.4","server_version":180004,"database":"app",)"
                         R"("migration_role":"owner","schemas":[],"not_seen":[],"kinds":[{"kind":"schema",)"));
  CHECK(text.find("\n"
                  R"({"table":["public","a"],"attributes":{"acl":["SELECT TO x","UPDATE TO \"y\""],)"
                  R"("body":"BEGIN\n\tRETURN '\\';\nEND"}})"
                  "\n"
                  R"({"table":["public","b"],"attributes":{"body":""}})"
                  "\n"
                  R"({"table":["x","a"],"attributes":{"acl":[],"body":"[not a list]"}})"
                  "\n"
                  R"({"objects":5,"sha256":")") != std::string::npos);
}

TEST_CASE("what is read is what was written") {
  const SnapshotFile file = read(written());
  CHECK(file.snapshot.facts.server_version == 180004);
  CHECK(file.snapshot.facts.database == "app");
  const catalog::Section* tables = file.snapshot.catalog.section("table");
  REQUIRE(tables != nullptr);
  REQUIRE(tables->size() == 3);
  CHECK((*tables)[0].attribute("body") == "BEGIN\n\tRETURN '\\';\nEND");
  CHECK((*tables)[0].attribute("acl") == R"(["SELECT TO x","UPDATE TO \"y\""])");
  CHECK((*tables)[1].attribute("acl") == std::nullopt);
  CHECK((*tables)[1].attribute("body") == "");
  CHECK(write_snapshot(file.snapshot, file.schemas) == written());
}

TEST_CASE("any text comes back byte by byte") {
  std::mt19937 random(20261124);
  std::uniform_int_distribution<int> byte(1, 255);
  std::uniform_int_distribution<int> length(0, 40);
  const auto noise = [&] {
    std::string out;
    for (int i = length(random); i > 0; --i) out += static_cast<char>(byte(random));
    return out;
  };
  for (int round = 0; round < 200; ++round) {
    const std::string name = "t" + noise();
    const std::string body = noise();
    const std::string text = written({{"public", name, "[\"" + noise() + "\"]", body}});
    const SnapshotFile file = read(text);
    const catalog::Section& tables = *file.snapshot.catalog.section("table");
    REQUIRE(tables.size() == 1);
    CHECK(tables[0].identity("name") == name);
    CHECK(tables[0].attribute("body") == body);
    CHECK(write_snapshot(file.snapshot, {}) == text);
  }
}

TEST_CASE("a part of a snapshot can be read") {
  const SnapshotFile file = read(written(), {.schemas = {"x"}, .exclusions = {}});
  CHECK(file.snapshot.catalog.section("schema")->size() == 1);
  CHECK(file.snapshot.catalog.section("table")->size() == 1);
}

TEST_CASE("what was not seen, and the schemas, are kept") {
  inspect::Snapshot snapshot = given_snapshot({});
  snapshot.not_seen = {{.what = "role", .reason = "permission denied"}};
  const SnapshotFile file = read(write_snapshot(snapshot, {"public"}));
  REQUIRE(file.snapshot.not_seen.size() == 1);
  CHECK(file.snapshot.not_seen[0].what == "role");
  CHECK(file.schemas == std::vector<std::string>{"public"});
}

TEST_CASE("texts that are no snapshot") {
  CHECK(refusal("") == "f.jsonl: line 1: this is no snapshot of plumb");
  CHECK(refusal("CREATE TABLE t (i int);\n") == "f.jsonl: line 1: this is no snapshot of plumb");
  CHECK(refusal("{\"plumb\":\"snapshot\",\"format\":\"x\"}\n") ==
        "f.jsonl: line 1: the header of the snapshot is damaged");
  CHECK(refusal(replaced(written(), "\"format\":1", "\"format\":2")) ==
        "f.jsonl: line 1: the snapshot has format 2, and this plumb knows 1 only");
}

TEST_CASE("a snapshot that was cut short, at every byte") {
  const std::string text = written();
  for (std::size_t size = 0; size < text.size(); ++size) {
    CHECK(refusal(text.substr(0, size)) != "(none)");
  }
  const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
  CHECK(refusal(text.substr(0, last)) == "f.jsonl: line 7: the snapshot was cut short: its end is missing");
}

TEST_CASE("a snapshot that was changed") {
  CHECK(refusal(replaced(written(), "SELECT TO x", "SELECT TO z")) ==
        "f.jsonl: line 7: the snapshot was changed after it was written: its digest says so");
  CHECK(refusal(replaced(written(), "{\"table\":[\"public\",\"a\"]", "{\"table\":[\"public\",17]")) ==
        "f.jsonl: line 4: this is not as plumb writes it");
  CHECK(refusal(written() + "\n") != "(none)");
  CHECK(refusal(written() + written()) != "(none)");
}

TEST_CASE("no byte can be flipped unnoticed") {
  const std::string text = written();
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string other = text;
    other[at] = static_cast<char>(other[at] ^ 1);
    CHECK(refusal(other) != "(none)");
  }
}

TEST_CASE("a kind that this plumb knows otherwise is not seen") {
  const std::vector<catalog::Kinds::File> other = {
      {"schema.sql", "-- kind: schema\n-- identity: name\n-- missing: critical\n-- unexpected: medium\nSELECT"},
      {"table.sql",
       "-- kind: table\n-- parent: schema\n-- identity: schema name\n-- missing: critical\n-- unexpected: medium\n"
       "-- attribute: tablespace\nSELECT"}};
  const catalog::Kinds kinds(other);
  const SnapshotFile file = read_snapshot("f", written(), {.scope = {}, .kinds = kinds});
  CHECK(file.snapshot.catalog.section("table") == nullptr);
  CHECK(file.snapshot.catalog.section("schema")->size() == 2);
  REQUIRE(file.snapshot.not_seen.size() == 1);
  CHECK(file.snapshot.not_seen[0].what == "table");
}

}  // namespace
}  // namespace plumb::state
