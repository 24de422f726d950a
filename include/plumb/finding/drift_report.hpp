// SPDX-License-Identifier: Apache-2.0
// What `plumb drift` has to tell about one database: data only; the texts made of it are in report.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <plumb/base/clock.hpp>
#include <plumb/finding/finding.hpp>

namespace plumb::finding {

// The database that was judged.
struct DriftTarget {
  std::string name;  // of the environment; "" without one
  std::string database;
  std::string server;  // "18.4"
  std::string role;    // as which it was read
  std::string url;     // redacted
};

// What it was compared with.
struct DriftBase {
  std::string kind;     // "migrations", "src", "snapshot", "database"
  std::string version;  // the last revision that was replayed; "" else, and where nothing is applied
  std::string digest;   // of what was loaded: SHA-256, hexadecimal; "" for a database
  bool cached = false;  // nothing was run for it: the result of an earlier run was at hand
  std::string name;     // of the snapshot file, or the database; "" else
};

// How the live database stands to its migration directory.
struct MigrationsState {
  bool looked_at = false;            // false: the environment has no directory
  std::string current;               // the last revision; "" where there is none
  std::size_t applied = 0;           // rows
  std::vector<std::string> pending;  // file names, in the order in which they will run
};

struct Coverage {
  std::vector<std::string> schemas;          // only these were compared; empty: all
  std::map<std::string, std::size_t> kinds;  // objects of the live database, by kind
  struct Rules {
    std::size_t run = 0;
    std::vector<std::string> codes;     // of those that were run; all lists by code
    std::vector<std::string> skipped;   // codes
    std::vector<std::string> off;       // codes that plumb.yaml switched off
    std::vector<std::string> active;    // of those that were run: by asking the live server, beyond its catalog
    std::vector<std::string> left_out;  // of such rules, because somebody wanted it so
  } rules;
  // What plumb.yaml leaves out on purpose.
  struct Ignored {
    std::string object;  // as it is written there
    std::string reason;
    std::size_t findings = 0;  // that were left out because of it
  };
  std::vector<Ignored> ignored;
  std::vector<std::string> not_seen;               // what should have been looked at, and why it was not; sorted
  std::map<std::string, std::size_t> not_covered;  // objects of kinds that plumb does not model: "index" → 12
};

// A step of `plumb check`.
struct Step {
  enum class Outcome {
    passed,
    failed,     // what was looked at is not right: a finding says what
    not_run,    // could not be looked at; `reason`
    not_there,  // the project has nothing of the kind
  };
  std::string name;  // ON DISK – one word, for programs: "project", "sum", "migrations", "src", "agree", "contract"
  std::string what;  // for people: "migrations replay on an empty server"
  Outcome outcome = Outcome::passed;
  std::string facts;   // "5 files, 62 statements"; may be ""
  std::string reason;  // of not_run and not_there: why; of failed: what, or what to do
  std::chrono::nanoseconds time{0};
};

// "passed", "failed", "not run", "not there".
[[nodiscard]] std::string_view name(Step::Outcome outcome);

struct RunFacts {
  TimePoint started;
  std::chrono::nanoseconds duration{0};
  std::uint64_t round_trips = 0;  // to the live server
  // Its catalog was not read, for it is known to be as this earlier audit read it. Nothing: it was read.
  std::optional<TimePoint> unchanged_since;
};

enum class Verdict {
  in_plumb,  // nothing is worse than info
  out_of_plumb,
  not_judged,  // there was nothing to compare with
};

// "in plumb", "out of plumb", "not judged".
[[nodiscard]] std::string_view name(Verdict verdict);

// A statement of the fix of a difference, with the comment lines about it.
struct FixStep {
  std::string fingerprint;  // of the finding
  std::string text;
};

struct DriftReport {
  RunFacts run;
  // What somebody should know who runs this, and is nothing about the database: a state file that was set aside.
  std::vector<std::string> warnings;
  DriftTarget target;
  DriftBase against;
  Verdict verdict = Verdict::not_judged;
  std::vector<Finding> findings;
  // The fixes of the differences among them, in the order in which they can be run.
  std::vector<FixStep> fix_steps;  // see sort_findings()
  MigrationsState migrations;
  Coverage coverage;
  std::vector<Step> steps;  // of `plumb check`, in order; none of drift

  // What is waived does not count here.
  [[nodiscard]] std::size_t count(Severity severity) const;
  [[nodiscard]] std::size_t count_waived() const;
  // Whether a finding that is not waived is at least that bad.
  [[nodiscard]] bool any_at_least(Severity severity) const;
  // Whether a step of a check could not be looked at.
  [[nodiscard]] bool any_not_run() const;
};

// Worst first, then by object, then by code; what is waived comes last.
void sort_findings(std::vector<Finding>& findings);

}  // namespace plumb::finding
