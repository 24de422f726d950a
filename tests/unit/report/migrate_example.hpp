// SPDX-License-Identifier: Apache-2.0
// A directory of two files and runs over it, for the tests of the migrate reports.
#pragma once

#include <chrono>

#include <plumb/apply/run_report.hpp>
#include <plumb/migration/directory.hpp>
#include <plumb/template/template.hpp>

namespace plumb::report {

inline constexpr const char* k_example_url = "postgres://me:secret@db:5432/app?search_path=public&sslmode=disable";

inline migration::Directory make_directory() {
  return migration::Directory::from_files(
      {{"1_first.sql", "CREATE TABLE a (id int);\n"}, {"2_second.sql", "CREATE TABLE b (id int);\nTHIS IS\nBAD;\n"}});
}

inline TimePoint make_time(std::chrono::nanoseconds after) {
  return TimePoint(std::chrono::seconds(1'771'671'845)) + after;
}

// Both files, the second one failing in its second statement if `failing`.
enum class Outcome { fine, failing };
inline apply::RunReport make_report(const migration::Directory& directory, Outcome outcome) {
  using namespace std::chrono_literals;
  apply::RunReport report;
  report.target = "2";
  report.start = make_time(0ns);
  report.end = make_time(5'412'737ns);
  for (const migration::File& file : directory.files()) report.pending.push_back(&file);
  report.applied.push_back({.file = report.pending[0],
                            .start = make_time(1us),
                            .end = make_time(13'345ns),
                            .applied = {"CREATE TABLE a (id int);"}});
  apply::FileRun second{.file = report.pending[1], .start = make_time(1ms), .end = make_time(3ms)};
  second.applied = {"CREATE TABLE b (id int);", "THIS IS\nBAD;"};
  if (outcome == Outcome::failing) {
    second.error = apply::FileError{"THIS IS\nBAD;", "pq: syntax error at or near \"THIS\" at position 1:1 (42601)"};
    report.error = "sql/migrate: executing statement \"THIS IS\\nBAD;\" from version \"2\": " + second.error->text;
  }
  report.applied.push_back(second);
  return report;
}

inline std::string render(std::string_view text, const tmpl::Value& data) {
  return tmpl::Template::parse("format", text, tmpl::atlas_functions(false)).execute(data);
}

}  // namespace plumb::report
