// SPDX-License-Identifier: Apache-2.0
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/report/migrate_texts.hpp>
#include <plumb/workflow/set.hpp>

#include "command.hpp"
#include "migrate_flags.hpp"

namespace plumb::cli {
namespace {

class MigrateSet final : public Command {
 public:
  void add(CLI::App& app) override {
    m_database.add_schema(app);
    m_directory.add_format(app);
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    const project::Environment& environment = frame.environment();
    workflow::SetOptions options{.target = migrate_target(m_directory, m_database, environment, frame),
                                 .version = {},
                                 .arguments = arguments.size(),
                                 .operator_version = operator_version()};
    if (arguments.size() == 1) options.version = arguments.front();
    const workflow::SetResult result = workflow::set(options, frame.runtime());
    if (result.refusal.any()) return print_refusal(result.refusal, frame);
    frame.out(report::migrate_set_text(result.plan, frame.style()));
    return k_exit_fine;
  }

 private:
  DatabaseFlags m_database;
  DirectoryFlags m_directory;
};

}  // namespace

std::unique_ptr<Command> make_migrate_set() {
  return std::make_unique<MigrateSet>();
}

}  // namespace plumb::cli
