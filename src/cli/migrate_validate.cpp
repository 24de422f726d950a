// SPDX-License-Identifier: Apache-2.0
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/workflow/directory_commands.hpp>

#include "command.hpp"
#include "migrate_flags.hpp"

namespace plumb::cli {
namespace {

class MigrateValidate final : public Command {
 public:
  void add(CLI::App& app) override {
    m_directory.add_format(app);
    m_dev_option =
        app.add_option("--dev-url", m_dev, "database to replay the files on: postgres://… or docker://postgres/18/dev");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    const project::Environment& environment = frame.environment();
    const workflow::Refusal refusal =
        workflow::validate({.dir_url = m_directory.url(environment),
                            .memory = frame.project().memory,
                            .dev_url = flag_or(m_dev_option, Secret(m_dev), environment.dev)},
                           frame.runtime());
    return refusal.any() ? print_refusal(refusal, frame) : k_exit_fine;
  }

 private:
  DirectoryFlags m_directory;
  std::string m_dev;
  CLI::Option* m_dev_option = nullptr;
};

}  // namespace

std::unique_ptr<Command> make_migrate_validate() {
  return std::make_unique<MigrateValidate>();
}

}  // namespace plumb::cli
