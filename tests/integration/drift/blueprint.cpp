// SPDX-License-Identifier: Apache-2.0
#include "blueprint.hpp"

#include <fmt/ranges.h>
#include <support/catch.hpp>

#include <plumb/base/files.hpp>
#include <plumb/sql/scanner.hpp>

namespace plumb::test {
namespace {

const std::string k_root = PLUMB_SOURCE_DIR;

// The entries of `src` in atlas.hcl, in order; the file itself is read by the tests of project.
std::vector<std::string> source_entries() {
  const std::string text = read_file(k_root + "/atlas.hcl");
  constexpr std::string_view k_entry = "\"file://schema/";
  std::vector<std::string> entries;
  for (std::size_t at = text.find(k_entry); at != std::string::npos; at = text.find(k_entry, at + 1)) {
    const std::size_t start = at + std::string_view("\"file://").size();
    entries.push_back(k_root + "/" + text.substr(start, text.find('"', start) - start));
  }
  return entries;
}

}  // namespace

desired::Script small_module() {
  desired::Script script{.name = "small_module.sql",
                         .text = read_file(k_root + "/tests/integration/drift/small_module.sql"),
                         .statements = {},
                         .transaction = desired::Script::Transaction::whole_file};
  script.statements = sql::scan(script.text).statements;
  return script;
}

std::vector<desired::Script> reference_migrations() {
  const auto directory = migration::Directory::open("file://" + k_root + "/migrations/default");
  REQUIRE(!directory.check_sum());
  std::vector<desired::Script> scripts;
  for (const migration::File& file : directory.files())
    scripts.push_back(desired::migration_script(file, "migrations"));
  return scripts;
}

std::vector<desired::Script> reference_sources() {
  return desired::source_scripts(source_entries());
}

void execute(pg::Connection& connection, std::string_view sql) {
  const pg::Reply reply = connection.run(sql);
  INFO(sql << "\n" << reply.error.message);
  REQUIRE(reply.ok());
}

void run_all(pg::Connection& connection, const std::vector<desired::Script>& scripts) {
  for (const desired::Script& script : scripts) {
    execute(connection, "BEGIN");
    for (const sql::Statement& statement : script.statements) execute(connection, statement.text);
    execute(connection, "COMMIT");
  }
}

inspect::Snapshot read(pg::Connection& connection) {
  return inspect::read(connection, {});
}

std::vector<std::string> summary(const diff::Differences& differences) {
  std::vector<std::string> lines;
  for (const finding::Finding& finding : diff::findings(differences, {})) {
    std::vector<std::string> names;
    for (const finding::AttributeDifference& attribute : finding.attributes) names.push_back(attribute.name);
    lines.push_back(fmt::format("{} {} {}{}{}", finding.code, finding::name(finding.severity), finding.object.text(),
                                names.empty() ? "" : ": ", fmt::join(names, ", ")));
  }
  return lines;
}

}  // namespace plumb::test
