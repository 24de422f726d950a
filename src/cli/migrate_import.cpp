// SPDX-License-Identifier: Apache-2.0
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/workflow/directory_commands.hpp>

#include "command.hpp"
#include "migrate_flags.hpp"

namespace plumb::cli {
namespace {

class MigrateImport final : public Command {
 public:
  void add(CLI::App& app) override {
    m_from.dir_option = app.add_option("--from", m_from.dir, "directory to import, as a URL")->default_str(m_from.dir);
    m_from.format_option =
        app.add_option("--dir-format", m_from.format, "format of the directory to import")->default_str(m_from.format);
    app.add_option("--to", m_to, "directory to write, as a URL")->default_str(m_to);
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    project::Environment environment = frame.environment();
    environment.migration.dir.clear();  // --from is no flag of the project file
    const workflow::ImportResult result =
        workflow::import_directory({.from_url = m_from.url(environment), .to_url = m_to}, frame.runtime());
    if (result.refusal.any()) return print_refusal(result.refusal, frame);
    if (result.outcome == workflow::ImportOutcome::nothing_to_import) frame.out("nothing to import");
    return k_exit_fine;
  }

 private:
  DirectoryFlags m_from;
  std::string m_to = "file://migrations";
};

}  // namespace

std::unique_ptr<Command> make_migrate_import() {
  return std::make_unique<MigrateImport>();
}

}  // namespace plumb::cli
