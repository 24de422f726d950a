// SPDX-License-Identifier: Apache-2.0
// Recordings of the reference program's scanner, directive reader and choice of pending files, replayed one by one.
#include <fstream>

#include <nlohmann/json.hpp>

#include <plumb/apply/pending.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/sql/scanner.hpp>

#include <support/catch.hpp>

using nlohmann::json;

namespace {

json vectors(const std::string& name) {
  std::ifstream file(std::string(PLUMB_SOURCE_DIR) + "/tests/compat/atlas-" + name + "-vectors.json");
  return json::parse(file).at("vectors");
}

// In the form of the recording.
json recorded_form(const plumb::sql::ScanResult& result) {
  if (!result.ok()) return {{"error", result.errors.front().text()}};
  json statements = json::array();
  for (const auto& statement : result.statements) {
    statements.push_back({{"pos", statement.position}, {"text", statement.text}, {"comments", statement.comments}});
  }
  return {{"stmts", statements}};
}

plumb::migration::Directory directory_of(const json& vector) {
  std::map<std::string, std::string> files;
  for (const std::string name : vector.at("files")) files[name] = "SELECT 1;\n";
  for (const std::string name : vector.value("ck", json::array())) files[name] = "-- atlas:checkpoint\n\nSELECT 1;\n";
  return plumb::migration::Directory::from_files(std::move(files));
}

std::vector<plumb::apply::Revision> revisions_of(const json& vector) {
  std::vector<plumb::apply::Revision> revisions;
  for (const json& row : vector.at("revisions")) {
    plumb::apply::Revision revision;
    revision.version = row.at("version");
    revision.applied = row.at("applied");
    revision.total = row.at("total");
    revisions.push_back(std::move(revision));
  }
  return revisions;
}

json names(const std::vector<const plumb::migration::File*>& files) {
  if (files.empty()) return "NONE";
  json out = json::array();
  for (const auto* file : files) out.push_back(file->name);
  return out;
}

// What a first run does, with the clean check as the vector has it.
json first_run(const json& vector, const std::vector<plumb::migration::File>& files) {
  const std::string baseline = vector.value("baseline", "");
  if (!baseline.empty()) {
    const auto found = plumb::apply::baseline_files(files, baseline);
    return found.baseline == nullptr ? json("ERR baseline version \"" + baseline + "\" not found") : names(found.files);
  }
  const bool clean = vector.value("clean", true) || vector.value("allow_dirty", false);
  return clean ? names(plumb::apply::first_run_files(files)) : json("ERR not clean");
}

json later_run(const json& vector, const std::vector<plumb::apply::Revision>& revisions,
               const std::vector<plumb::migration::File>& files) {
  using plumb::apply::ExecOrder;
  using plumb::apply::Pending;
  const std::string order = vector.value("order", "linear");
  const Pending pending = plumb::apply::pending_files({.revisions = revisions,
                                                       .files = files,
                                                       .order = order == "linear"        ? ExecOrder::linear
                                                                : order == "linear-skip" ? ExecOrder::linear_skip
                                                                                         : ExecOrder::non_linear});
  switch (pending.problem) {
    case Pending::Problem::missing_file:
      return "ERR missing migration";
    case Pending::Problem::out_of_order:
      return "ERR out of order: " + names(pending.out_of_order).at(0).get<std::string>();
    case Pending::Problem::none:
      break;
  }
  return names(pending.files);
}

}  // namespace

TEST_CASE("recorded scans") {
  const json recorded = vectors("scan");
  REQUIRE(recorded.size() == 74);
  for (const json& vector : recorded) {
    CAPTURE(vector.at("name"));
    const std::string input = vector.at("input");
    const json& postgres = vector.at("postgres");
    CHECK(recorded_form(plumb::sql::scan(input)) == postgres);
    CHECK(recorded_form(plumb::sql::scan(input, plumb::sql::ScanOptions::generic())) ==
          vector.value("generic", postgres));
  }
}

// Files are read with E-strings understood. That may only change what Atlas refuses.
TEST_CASE("recorded scans that succeed are the same with E-strings") {
  for (const json& vector : vectors("scan")) {
    CAPTURE(vector.at("name"));
    if (vector.at("postgres").contains("error")) continue;
    CHECK(recorded_form(plumb::sql::scan(vector.at("input").get<std::string>(), {.escape_strings = true})) ==
          vector.at("postgres"));
  }
}

TEST_CASE("recorded file directives") {
  const json recorded = vectors("directive");
  REQUIRE(recorded.size() == 31);
  for (const json& vector : recorded) {
    CAPTURE(vector.at("name"));
    std::vector<std::string> values;
    for (const auto& directive : plumb::migration::file_directives(vector.at("input").get<std::string>())) {
      if (directive.name == vector.at("directive")) values.push_back(directive.argument);
    }
    CHECK(json(values) == vector.at("values"));
  }
}

TEST_CASE("recorded choices of pending files") {
  const json recorded = vectors("pending");
  REQUIRE(recorded.size() == 27);
  for (const json& vector : recorded) {
    CAPTURE(vector.at("name"));
    const auto directory = directory_of(vector);
    const auto revisions = revisions_of(vector);
    CHECK((revisions.empty() ? first_run(vector, directory.files())
                             : later_run(vector, revisions, directory.files())) == vector.at("result"));
  }
}
