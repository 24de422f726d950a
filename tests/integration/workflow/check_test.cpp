// SPDX-License-Identifier: Apache-2.0
// plumb check on copies of the reference blueprint, each with one thing wrong.
#include <plumb/workflow/check.hpp>
#include <plumb/workflow/validate_sources.hpp>
#include <support/catch.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include <plumb/base/files.hpp>
#include <plumb/project/environment.hpp>

#include "world.hpp"

namespace plumb::workflow {
namespace {

namespace fs = std::filesystem;
using finding::Verdict;
using Outcome = finding::Step::Outcome;

// A copy of the blueprint, in which this program works as long as it is there.
class Project {
 public:
  Project() : m_before(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "plumb-check-XXXXXX").string();
    m_folder = ::mkdtemp(name.data());
    for (const char* part : {"schema", "migrations", "atlas.hcl"}) {
      fs::copy(fs::path(PLUMB_SOURCE_DIR) / part, m_folder / part, fs::copy_options::recursive);
    }
    fs::current_path(m_folder);
  }
  ~Project() {
    fs::current_path(m_before);
    fs::remove_all(m_folder);
  }
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;

  static void append(const std::string& file, const std::string& text) { write_file(file, read_file(file) + text); }
  static void replace(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = read_file(file);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    write_file(file, text.replace(at, from.size(), to));
  }
  static void rehash() { migration::rewrite_sum("file://migrations/default"); }

  [[nodiscard]] CheckOptions options() const {
    const project::Project loaded = project::load(
        {.env = "default"}, [](std::string_view) {}, Stop::never());
    const project::Environment& environment = loaded.selected.front();
    CheckOptions out;
    out.name = environment.name;
    out.project = {.name = "project", .what = "the project file loads", .facts = {}, .reason = {}};
    out.dir_url = environment.migration.dir;
    out.src = environment.src;
    out.dev = environment.dev;
    out.contract = load_contract({});
    out.state = (m_folder / "state.db").string();
    return out;
  }
  [[nodiscard]] finding::DriftReport check() const { return check(options()); }
  [[nodiscard]] static finding::DriftReport check(const CheckOptions& options) {
    return workflow::check(options, {.clock = Clock::system(), .stop = Stop::never(), .say = {}});
  }

 private:
  fs::path m_before;
  fs::path m_folder;
};

int lines(const std::string& file) {
  return static_cast<int>(std::ranges::count(read_file(file), '\n'));
}

std::string outcomes(const finding::DriftReport& report) {
  std::string out;
  for (const finding::Step& step : report.steps) {
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", step.name, finding::name(step.outcome));
  }
  return out;
}

const finding::Step& step(const finding::DriftReport& report, std::string_view name) {
  return *std::ranges::find(report.steps, name, &finding::Step::name);
}

TEST_CASE("nothing is wrong with the reference blueprint") {
  const Project project;
  const finding::DriftReport report = project.check();
  CHECK(codes(report) == Codes{});
  CHECK(outcomes(report) ==
        "project passed, sum passed, migrations passed, src passed, agree passed, contract passed, waivers passed");
  CHECK(report.verdict == Verdict::in_plumb);
  CHECK(report.target.server.starts_with("18."));
  CHECK(report.coverage.rules.skipped == std::vector<std::string>{});
  CHECK(report.coverage.rules.run > 50);

  // What the migrations give is kept; everything is told as before.
  const finding::DriftReport again = project.check();
  CHECK(outcomes(again) == outcomes(report));
  CHECK(step(again, "migrations").facts == step(report, "migrations").facts + ", as an earlier run found");
}

TEST_CASE("a source that does not load is shown with its place, and the migrations are judged") {
  const Project project;
  Project::replace("schema/tables/projects.sql", "REFERENCES tenants", "REFERENCES tasks");
  const finding::DriftReport report = project.check();
  CHECK(outcomes(report) ==
        "project passed, sum passed, migrations passed, src failed, agree not run, contract passed, waivers passed");
  REQUIRE(codes(report) == Codes{"SRC001 file schema/tables/projects.sql", "COV006 step agree"});
  const finding::Finding& failure = report.findings[0];
  REQUIRE(failure.declared);
  CHECK(failure.declared->file == "schema/tables/projects.sql");
  CHECK(failure.excerpt.find(fmt::format("{} | ", failure.declared->line)) != std::string::npos);
  CHECK(failure.why.find("schema/tables/tasks.sql:") == 0);
  CHECK(report.verdict == Verdict::out_of_plumb);
}

TEST_CASE("a migration that does not run is shown with its place, and src is judged") {
  const Project project;
  write_file("migrations/default/20270101000000_more.sql", "CREATE TABLE more (i int);\n\nDROP TABLE nowhere;\n");
  Project::rehash();
  const finding::DriftReport report = project.check();
  CHECK(outcomes(report) ==
        "project passed, sum passed, migrations failed, src passed, agree not run, contract passed, waivers passed");
  REQUIRE(codes(report) == Codes{"MIG009 migration 20270101000000", "COV006 step agree"});
  CHECK(report.findings[0].declared->file == "migrations/default/20270101000000_more.sql");
  CHECK(report.findings[0].declared->line == 3);
  CHECK(report.findings[0].excerpt == "  3 | DROP TABLE nowhere;\n    | ^\n");
}

TEST_CASE("what only one side has is a difference, with its place in src") {
  const Project project;
  Project::append("schema/tables/projects.sql", "\nCOMMENT ON TABLE projects IS 'what is worked on';\n");
  const finding::DriftReport report = project.check();
  REQUIRE(codes(report) == Codes{"DRF003 table public.projects"});
  CHECK(report.findings[0].declared->file == "schema/tables/projects.sql");
  CHECK(step(report, "agree").outcome == Outcome::failed);
  CHECK(step(report, "agree").reason == "write what differs as a migration: plumb migrate new --env default");
  CHECK(step(report, "contract").outcome == Outcome::passed);
}

TEST_CASE("a breach of the contract is found in src, with its place, and is no consequence of the difference") {
  const Project project;
  Project::append("schema/rls/projects.sql", "\nALTER TABLE projects NO FORCE ROW LEVEL SECURITY;\n");
  const finding::DriftReport report = project.check();
  REQUIRE(codes(report) == Codes{"DRF003 table public.projects", "RLS002 table public.projects"});
  CHECK(report.findings[1].related.empty());
  REQUIRE(report.findings[1].declared);
  // At the statement that breaks it, not where the table is made.
  CHECK(report.findings[1].declared->file == "schema/rls/projects.sql");
  CHECK(report.findings[1].declared->line == lines("schema/rls/projects.sql"));
  CHECK(step(report, "contract").outcome == Outcome::failed);
  CHECK(step(report, "contract").reason == "1 breach");
}

TEST_CASE("a breach is at the last statement that says of the object what its rule judges") {
  const Project project;
  write_file("migrations/default/20270101000000_more.sql",
             "ALTER TABLE tasks ADD COLUMN extra int;\n\nGRANT TRUNCATE ON tasks TO erun_operations;\n"
             "ALTER TABLE tasks\n  OWNER TO erun_tenant;\nALTER TABLE tasks NO FORCE ROW LEVEL SECURITY;\n"
             "COMMENT ON TABLE tasks IS 'what is to be done';\n");
  Project::rehash();
  CheckOptions options = project.options();
  options.src.clear();
  const finding::DriftReport report = Project::check(options);
  std::map<std::string, std::string> places;
  for (const finding::Finding& finding : report.findings) {
    if (finding.object.name != "tasks" || !finding.declared) continue;
    places[finding.code] = fmt::format("{}:{}", finding.declared->file, finding.declared->line);
  }
  const std::string file = "migrations/default/20270101000000_more.sql:";
  CHECK(places["PRV508"] == file + "3");
  CHECK(places["PRV507"] == file + "4");
  CHECK(places["RLS002"] == file + "6");
}

TEST_CASE("a wrong atlas.sum keeps nothing else from being looked at") {
  const Project project;
  Project::append("migrations/default/20261006143000_audit_events.sql", "-- more\n");
  const finding::DriftReport report = project.check();
  CHECK(codes(report) == Codes{"MIG005 migration stream"});
  CHECK(outcomes(report) ==
        "project passed, sum failed, migrations passed, src passed, agree passed, contract passed, waivers passed");
}

TEST_CASE("a directory that is not there, or has a version twice, is a finding") {
  const Project project;
  CheckOptions options = project.options();
  options.dir_url = "file://nowhere";
  const finding::DriftReport missing = Project::check(options);
  CHECK(outcomes(missing) ==
        "project passed, sum failed, migrations not run, src passed, agree not run, contract passed, waivers passed");
  CHECK(missing.findings.front().code == "MIG005");
  CHECK(missing.findings.front().message.find("nowhere") != std::string::npos);

  write_file("migrations/default/20261006143000_again.sql", "SELECT 1;\n");
  Project::rehash();
  CHECK(codes(project.check()).front() == "MIG005 migration stream");
}

TEST_CASE("a project may have one side only") {
  const Project project;
  CheckOptions options = project.options();
  options.dir_url.clear();
  const finding::DriftReport sources = Project::check(options);
  CHECK(codes(sources) == Codes{});
  CHECK(outcomes(sources) ==
        "project passed, sum not there, migrations not there, src passed, agree not there, contract passed, waivers "
        "passed");
  CHECK(sources.verdict == Verdict::in_plumb);

  options = project.options();
  options.src.clear();
  const finding::DriftReport migrations = Project::check(options);
  CHECK(codes(migrations) == Codes{});
  CHECK(
      outcomes(migrations) ==
      "project passed, sum passed, migrations passed, src not there, agree not there, contract passed, waivers passed");
  // By asking its server, too.
  CHECK(migrations.coverage.rules.active == sources.coverage.rules.active);
  CHECK_FALSE(migrations.coverage.rules.active.empty());

  options.dir_url.clear();
  CHECK_THROWS_WITH(Project::check(options),
                    "nothing to check: the environment has neither src nor a migration directory");
}

TEST_CASE("without a project file, a contract or a server nothing is clear") {
  const Project project;
  CheckOptions options = project.options();
  options.project_failure = Error("no such env").with_span({.file = "atlas.hcl", .line = 3, .column = 1});
  options.project.outcome = Outcome::failed;
  const finding::DriftReport lost = Project::check(options);
  CHECK(lost.verdict == Verdict::not_judged);
  CHECK(lost.findings.front().code == "SRC002");
  CHECK(std::ranges::count(lost.steps, Outcome::not_run, &finding::Step::outcome) == 5);

  options = project.options();
  options.contract_failure = Error("unknown key: ruls").with_span({.file = "plumb.yaml", .line = 2});
  options.contract.reset();
  const finding::DriftReport unruled = Project::check(options);
  CHECK(codes(unruled) == Codes{"SRC003 file plumb.yaml", "COV006 step contract"});
  CHECK(unruled.verdict == Verdict::out_of_plumb);
  CHECK(step(unruled, "agree").outcome == Outcome::passed);

  options = project.options();
  options.dev = Secret("docker://postgres/9/dev");
  const finding::DriftReport serverless = Project::check(options);
  CHECK(serverless.verdict == Verdict::not_judged);
  CHECK(outcomes(serverless) ==
        "project passed, sum passed, migrations not run, src not run, agree not run, contract not run, "
        "waivers passed");
}

TEST_CASE("waivers are told, and one that does not hold is a finding") {
  const Project project;
  Project::append("schema/rls/projects.sql", "\nALTER TABLE projects NO FORCE ROW LEVEL SECURITY;\n");
  write_file("migrations/default/20270101000000_force.sql", "ALTER TABLE projects NO FORCE ROW LEVEL SECURITY;\n");
  Project::rehash();
  CheckOptions options = project.options();
  settings::Settings settings;
  using namespace std::chrono_literals;
  settings.waivers.push_back({.rule = "RLS002",
                              .object = "table public.projects",
                              .reason = "for the test",
                              .owner = "",
                              .until = 2999y / 1 / 31,
                              .fingerprint = ""});
  options.contract = load_contract(settings);
  const finding::DriftReport waived = Project::check(options);
  CHECK(codes(waived) == Codes{"RLS002 table public.projects"});
  CHECK(waived.findings[0].waiver->until == "2999-01-31");
  CHECK(waived.verdict == Verdict::in_plumb);
  CHECK(step(waived, "waivers").facts == "RLS002 on table public.projects until 2999-01-31");
  CHECK(step(waived, "contract").outcome == Outcome::passed);

  settings.waivers[0].until = 2001y / 1 / 31;
  options.contract = load_contract(settings);
  const finding::DriftReport lapsed = Project::check(options);
  CHECK(step(lapsed, "waivers").outcome == Outcome::failed);
  CHECK(codes(lapsed).size() == 2);
}

TEST_CASE("--only class:drift leaves the contract out, and says so") {
  const Project project;
  Project::append("schema/rls/projects.sql", "\nALTER TABLE projects NO FORCE ROW LEVEL SECURITY;\n");
  CheckOptions options = project.options();
  options.only = {"class:drift"};
  const finding::DriftReport report = Project::check(options);
  CHECK(codes(report) == Codes{"DRF003 table public.projects"});
  CHECK(step(report, "contract").outcome == Outcome::not_there);
}

TEST_CASE("validating reads relative to another folder, and leaves nothing behind") {
  const Project project;
  const fs::path here = fs::current_path();
  const std::vector<std::string> src = project.options().src;
  fs::current_path("/");
  const finding::SourcesReport report =
      validate_sources({.src = src, .dev = {}, .root = here.string(), .migration_dir = "migrations"},
                       {.clock = Clock::system(), .stop = Stop::never(), .say = {}});
  fs::current_path(here);
  CHECK(report.valid());
  CHECK(report.loaded == src.size());
  CHECK(report.unlisted.empty());
  CHECK(report.kinds.at("table") >= 10);
}

}  // namespace
}  // namespace plumb::workflow
