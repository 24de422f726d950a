// SPDX-License-Identifier: Apache-2.0
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/workflow/directory_commands.hpp>

#include "command.hpp"
#include "migrate_flags.hpp"

namespace plumb::cli {
namespace {

class MigrateHash final : public Command {
 public:
  void add(CLI::App& app) override {
    m_directory.add_format(app);
    m_force_option = app.add_flag("--force", m_force)->group("");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    if (m_force_option->count() > 0) frame.out("Flag --force has been deprecated, you can safely omit it.\n");
    workflow::hash(m_directory.url(frame.environment()));
    return k_exit_fine;
  }

 private:
  DirectoryFlags m_directory;
  bool m_force = false;
  CLI::Option* m_force_option = nullptr;
};

}  // namespace

std::unique_ptr<Command> make_migrate_hash() {
  return std::make_unique<MigrateHash>();
}

}  // namespace plumb::cli
