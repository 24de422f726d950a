// SPDX-License-Identifier: Apache-2.0
// judge_rules SOURCE [json|CODE…]: judges a catalog by the rules that are built in, and says how long each took.
// SOURCE is a URL or a snapshot file. What it prints: the total of one run of all rules over a fresh query::Database,
// as `plumb drift` has it; then each rule (or those that are named), slowest first, its time on another database: the
// first time (derived tables and indexes that nobody needed before it are made then) and again. Milliseconds; those of
// a rule, and those in brackets, are the processor's, which others that are busy change less. With "json", one line for
// bench/contract.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/contract/judge.hpp>
#include <plumb/inspect/snapshot.hpp>
#include <plumb/pg/connect.hpp>
#include <plumb/state/snapshot_file.hpp>

using namespace plumb;

namespace {

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double processor_milliseconds_since(std::clock_t start) {
  return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

// A line of /proc/self/status, in MB.
double memory(std::string_view name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::stod(line.substr(name.size() + 1)) / 1024;
  }
  return 0;
}

// From here VmHWM counts anew.
void forget_peak() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

struct Loaded {
  inspect::Snapshot snapshot;
  double ms = 0;
};

Loaded load(const std::string& source) {
  const auto start = std::chrono::steady_clock::now();
  Loaded out;
  if (source.find("://") == std::string::npos) {
    out.snapshot = state::read_snapshot(source, read_file(source)).snapshot;
  } else {
    const auto connection = pg::connect(pg::Target::parse(Secret(source)));
    out.snapshot = inspect::read(*connection, {});
  }
  out.ms = milliseconds_since(start);
  return out;
}

class Court {
 public:
  explicit Court(const inspect::Snapshot& snapshot)
      : m_snapshot(snapshot),
        m_settings(contract::with_knobs({}, contract::Rules::builtin())),
        m_database(snapshot.catalog, m_settings,
                   {.migration_role = snapshot.facts.migration_role,
                    .database = snapshot.facts.database,
                    .server_version = snapshot.facts.server_version}) {}

  contract::Judgement judge(const contract::Rules& rules) {
    return contract::judge(
        {.catalog = m_snapshot.catalog, .settings = m_settings, .database = m_database, .measured = {}}, rules);
  }

 private:
  const inspect::Snapshot& m_snapshot;
  const settings::Settings m_settings;
  query::Database m_database;
};

struct Timed {
  std::string code;
  double first = 0;
  double again = 0;
  std::size_t findings = 0;
};

Timed time_rule(Court& court, const contract::Rule& rule) {
  const contract::Rules::File file{rule.file, rule.text};
  const auto alone = contract::Rules::parse(std::span(&file, 1), contract::Origin::builtin);
  Timed out{.code = rule.code};
  auto start = std::clock();
  out.findings = court.judge(alone).findings.size();
  out.first = processor_milliseconds_since(start);
  start = std::clock();
  (void)court.judge(alone);
  out.again = processor_milliseconds_since(start);
  return out;
}

void print_each(const inspect::Snapshot& snapshot, const std::vector<std::string_view>& wanted) {
  Court court(snapshot);
  std::vector<Timed> times;
  for (const contract::Rule& rule : contract::Rules::builtin().list()) {
    const bool asked = wanted.empty() || std::ranges::find(wanted, rule.code) != wanted.end();
    if (asked) times.push_back(time_rule(court, rule));
  }
  std::ranges::sort(times, std::greater(), &Timed::first);
  fmt::print("{:<10}{:>10}{:>10}{:>10}\n", "rule", "first", "again", "findings");
  for (const Timed& timed : times) {
    fmt::print("{:<10}{:>10.2f}{:>10.2f}{:>10}\n", timed.code, timed.first, timed.again, timed.findings);
  }
}

int run(const std::string& source, const std::vector<std::string_view>& words) {
  const bool json = !words.empty() && words.front() == "json";
  const Loaded loaded = load(source);
  forget_peak();
  const double before = memory("VmRSS:");
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t processor_start = std::clock();
  Court court(loaded.snapshot);
  const contract::Judgement judgement = court.judge(contract::Rules::builtin());
  const double judge_ms = milliseconds_since(start);
  const double processor_ms = processor_milliseconds_since(processor_start);
  const double grown = memory("VmHWM:") - before;
  constexpr auto k_text =
      "load {:.2f} ms, judge {:.2f} ms ({:.2f}): {} rules, {} skipped, {} findings; {:.1f} MB more memory\n";
  constexpr auto k_json =
      "{{\"load_ms\": {:.2f}, \"judge_ms\": {:.2f}, \"processor_ms\": {:.2f}, \"rules\": {}, "
      "\"skipped\": {}, \"findings\": {}, \"grown_mb\": {:.1f}}}\n";
  fmt::print(fmt::runtime(json ? k_json : k_text), loaded.ms, judge_ms, processor_ms, judgement.run.size(),
             judgement.skipped.size(), judgement.findings.size(), grown);
  if (!json) print_each(loaded.snapshot, words);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  try {
    return run(argv[1], {argv + 2, argv + argc});
  } catch (const Error& error) {
    fmt::print(stderr, "judge_rules: {}\n", describe(error));
    return 1;
  }
}
