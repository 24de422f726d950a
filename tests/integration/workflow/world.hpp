// SPDX-License-Identifier: Apache-2.0
// A database, a migration directory in memory, and what drift says of the two.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <plumb/workflow/apply.hpp>
#include <plumb/workflow/drift.hpp>
#include <support/postgres.hpp>

namespace plumb::workflow {

using Files = std::map<std::string, std::string>;

inline const Files k_stream = {
    {"1_users.sql",
     "CREATE TABLE users (user_id bigint PRIMARY KEY, tenant_id uuid NOT NULL);\n"
     "ALTER TABLE users ENABLE ROW LEVEL SECURITY;\nALTER TABLE users FORCE ROW LEVEL SECURITY;\n"},
    {"2_notes.sql", "CREATE TABLE notes (note_id bigint PRIMARY KEY);\n"},
};

inline Files with_sum(Files files) {
  files["atlas.sum"] = migration::Directory::from_files(files).computed_sum();
  return files;
}

class World {
 public:
  explicit World(Files files = k_stream) { set_files(std::move(files)); }

  void set_files(Files files) {
    options.memory["stream"] = with_sum(std::move(files));
    options.dir_url = "mem://stream";
    options.name = "test";
    options.url = m_database.url();
    options.lock_timeout = std::chrono::nanoseconds(0);
  }

  ApplyResult apply(std::optional<std::size_t> amount = std::nullopt, const std::string& tx_mode = "file") {
    return workflow::apply({.target = {.dir_url = options.dir_url, .memory = options.memory, .url = options.url},
                            .amount = amount,
                            .tx_mode = tx_mode},
                           runtime());
  }

  finding::DriftReport drift() { return workflow::drift(options, runtime()); }

  [[nodiscard]] Runtime runtime() const { return {.clock = Clock::system(), .stop = Stop::never(), .say = say}; }

  void execute(std::string_view sql) const { (void)pg::run_or_throw(*m_database.connect(), sql); }
  [[nodiscard]] const test::TestDatabase& database() const { return m_database; }

  DriftOptions options;
  std::function<void(std::string_view)> say;

 private:
  test::TestDatabase m_database;
};

inline std::vector<std::string> codes(const finding::DriftReport& report) {
  std::vector<std::string> out;
  for (const finding::Finding& finding : report.findings) out.push_back(finding.code + " " + finding.object.text());
  return out;
}

using Codes = std::vector<std::string>;

}  // namespace plumb::workflow
