// SPDX-License-Identifier: Apache-2.0
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/workflow/directory_commands.hpp>

#include "command.hpp"
#include "migrate_flags.hpp"

namespace plumb::cli {
namespace {

class MigrateNew final : public Command {
 public:
  void add(CLI::App& app) override {
    m_directory.add_format(app);
    app.add_flag("--edit", m_edit, "open the new file in $EDITOR first");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    const workflow::Refusal refusal = workflow::new_migration({.dir_url = m_directory.url(frame.environment()),
                                                               .name = arguments.empty() ? "" : arguments.front(),
                                                               .edit = m_edit},
                                                              frame.runtime());
    return refusal.any() ? print_refusal(refusal, frame) : k_exit_fine;
  }

 private:
  DirectoryFlags m_directory;
  bool m_edit = false;
};

}  // namespace

std::unique_ptr<Command> make_migrate_new() {
  return std::make_unique<MigrateNew>();
}

}  // namespace plumb::cli
