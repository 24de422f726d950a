// SPDX-License-Identifier: Apache-2.0
// One command = one class in one file, in three parts: its options, add() that names them, run() that calls one
// workflow.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "frame.hpp"

namespace plumb::cli {

class Command {
 public:
  virtual ~Command() = default;
  // Adds the command's own flags and arguments.
  virtual void add(CLI::App& app) = 0;
  // Returns the exit code. Throws Error for what fails.
  [[nodiscard]] virtual int run(Frame& frame, const std::vector<std::string>& arguments) = 0;
};

// What a command needs of the project file; the frame gives exactly that, so that `version` works with a broken one.
enum class Needs { nothing, project };
// Whose exit codes and usage errors it has.
enum class Origin { atlas, plumb };
// How many arguments it takes; Atlas's commands ignore what is too much, but for these.
struct Arity {
  int most = -1;  // -1: any number
};

struct CommandRow {
  std::string_view group;  // "" for a command of the root
  std::string_view name;
  std::string_view usage;    // its arguments, for help: "[amount]"
  std::string_view summary;  // one line; "" for one that plumb calls itself, and nobody is told of
  Needs needs;
  Origin origin;
  Arity arity;
  std::unique_ptr<Command> (*make)();
};

// All commands, in the order of the help. A list, so that it can be read.
[[nodiscard]] const std::vector<CommandRow>& command_table();

std::unique_ptr<Command> make_migrate_apply();
std::unique_ptr<Command> make_migrate_status();
std::unique_ptr<Command> make_migrate_hash();
std::unique_ptr<Command> make_migrate_validate();
std::unique_ptr<Command> make_migrate_new();
std::unique_ptr<Command> make_migrate_set();
std::unique_ptr<Command> make_migrate_import();
std::unique_ptr<Command> make_schema_validate();
std::unique_ptr<Command> make_check();
std::unique_ptr<Command> make_drift();
std::unique_ptr<Command> make_snapshot();
std::unique_ptr<Command> make_reset();
std::unique_ptr<Command> make_dev_up();
std::unique_ptr<Command> make_dev_down();
std::unique_ptr<Command> make_dev_status();
std::unique_ptr<Command> make_dev_url();
std::unique_ptr<Command> make_dev_psql();
std::unique_ptr<Command> make_dev_logs();
std::unique_ptr<Command> make_dev_exec();
std::unique_ptr<Command> make_dev_prune();
std::unique_ptr<Command> make_dev_install();
std::unique_ptr<Command> make_dev_ahead();
std::unique_ptr<Command> make_query();
std::unique_ptr<Command> make_blueprint_new();
std::unique_ptr<Command> make_blueprint_add_table();
std::unique_ptr<Command> make_blueprint_infer();
std::unique_ptr<Command> make_bootstrap();
std::unique_ptr<Command> make_rules();
std::unique_ptr<Command> make_waive();
std::unique_ptr<Command> make_project_eval();
std::unique_ptr<Command> make_version();

}  // namespace plumb::cli
