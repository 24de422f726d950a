// SPDX-License-Identifier: Apache-2.0
// The flags of the commands that report findings: in which formats, to which files, from which severity on they fail.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <plumb/finding/drift_report.hpp>
#include <plumb/report/findings.hpp>

#include "frame.hpp"

namespace plumb::cli {

class FindingsFlags {
 public:
  void add(CLI::App& app);

  // Before anything is looked at: understands the flags, and makes sure that every file of -o can be written.
  // `fail_on`: of plumb.yaml, where --fail-on is not given. Throws Error.
  void prepare(std::optional<finding::Severity> fail_on);

  struct Reported {
    const std::vector<finding::DriftReport>& reports;
    std::string command;           // "drift"
    const contract::Rules* rules;  // may be null
  };
  // The files of -o, each in one step.
  void write_files(const Frame& frame, const Reported& reported) const;
  // To standard output; with --quiet no text without findings.
  void print(const Frame& frame, const Reported& reported) const;

  // Of one report: k_exit_findings from the threshold on, k_exit_failed where nothing could be judged.
  [[nodiscard]] int exit_code(const finding::DriftReport& report) const;

 private:
  // -o json:drift.json
  struct OutputFile {
    report::Format format = report::Format::text;
    std::string path;
  };
  static OutputFile parse_output(const std::string& text);
  [[nodiscard]] report::Presentation presentation(const Reported& reported, const report::Page& page) const;

  std::string m_fail_on = "high";
  CLI::Option* m_fail_on_option = nullptr;
  std::string m_format_name = "text";
  std::vector<std::string> m_outputs;
  // As prepare() understood them.
  std::optional<finding::Severity> m_threshold;
  report::Format m_format = report::Format::text;
  std::vector<OutputFile> m_files;
};

}  // namespace plumb::cli
