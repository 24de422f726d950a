// SPDX-License-Identifier: Apache-2.0
// What every command has at hand: the outside world, the common flags, the project file, the ways to say something.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <plumb/base/error.hpp>
#include <plumb/base/stop.hpp>
#include <plumb/project/environment.hpp>
#include <plumb/report/page.hpp>
#include <plumb/workflow/migrate_target.hpp>
#include <plumb/workflow/runtime.hpp>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace plumb::cli {

// Exit codes. ON DISK – pipelines hold on to them.
enum ExitCode : int {
  k_exit_fine = 0,
  k_exit_failed = 1,
  k_exit_usage = 2,        // plumb's own commands; Atlas's answer 1
  k_exit_findings = 3,     // findings at or above the threshold
  k_exit_some_failed = 4,  // of several targets some could not be judged
  k_exit_interrupted = 130,
};

// Flags of (nearly) all commands.
struct CommonFlags {
  std::string config = "file://atlas.hcl";
  std::string env;
  std::vector<std::string> vars;
  bool verbose = false;
  bool quiet = false;
  bool no_color = false;
  bool stats = false;
  CLI::Option* config_option = nullptr;
};

class Frame {
 public:
  Frame(std::string program, const Stop& stop) : m_program(std::move(program)), m_stop(stop) {}

  // --- who we are
  [[nodiscard]] const std::string& program() const { return m_program; }  // "plumb", or the name it was started under
  [[nodiscard]] const Stop& stop() const { return m_stop; }
  CommonFlags flags;
  bool bare = false;  // an Atlas command is running

  // --- saying something
  void out(std::string_view text) const;  // results: standard output
  void err(std::string_view text) const;  // diagnostics: standard error
  // "Error: <message>"; then the line, a caret and the hint, unless `bare`: scripts compare what Atlas's commands say
  // on standard error, so those say more only to a terminal, or with --verbose.
  void error(const Error& error) const;
  [[nodiscard]] report::Style style() const;  // colours if standard output is a terminal that wants them
  // As wide as the terminal, or as COLUMNS says; 100 columns elsewhere. With --verbose all details.
  [[nodiscard]] report::Page page() const;

  // --- the project file
  // What --var says, in order. Throws `invalid argument "b" for "--var" flag: …`.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> variables() const;
  // Reads it if --env or --config was given; otherwise an empty project. Throws Atlas's texts.
  [[nodiscard]] const project::Project& project();
  // The selected environment, or an empty one without --env. Throws `multiple envs found for "x"`.
  [[nodiscard]] const project::Environment& environment();

  [[nodiscard]] workflow::Runtime runtime();
  // Prints what --stats asks for, if it was asked for.
  void print_stats() const;

 private:
  std::string m_program;
  const Stop& m_stop;
  std::optional<project::Project> m_project;
  project::Environment m_none;
  pg::Traffic m_traffic;
  std::vector<workflow::PassTime> m_passes;
};

// A flag beats the environment, which beats the default (atlas-project.md §1.11).
[[nodiscard]] std::string flag_or(const CLI::Option* option, const std::string& flag, const std::string& environment);
[[nodiscard]] Secret flag_or(const CLI::Option* option, const Secret& flag, const Secret& environment);

}  // namespace plumb::cli
