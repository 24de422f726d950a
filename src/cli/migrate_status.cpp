// SPDX-License-Identifier: Apache-2.0
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/report/migrate_status.hpp>
#include <plumb/template/template.hpp>
#include <plumb/workflow/status.hpp>

#include "command.hpp"
#include "migrate_flags.hpp"

namespace plumb::cli {
namespace {

class MigrateStatus final : public Command {
 public:
  void add(CLI::App& app) override {
    m_database.add_schema(app);
    m_directory.add_format(app);
    m_format.add(app);
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    const project::Environment& environment = frame.environment();
    const workflow::MigrateTarget target = migrate_target(m_directory, m_database, environment, frame);
    const std::string format = m_format.text(environment.format.migrate_status);
    const report::Style style = frame.style();
    std::optional<tmpl::Template> parsed;
    const workflow::StatusResult result = workflow::status(target, frame.runtime());
    if (result.refusal.any()) return print_refusal(result.refusal, frame);
    if (format.empty()) {
      frame.out(report::migrate_status_text(result.status, style));
      return k_exit_fine;
    }
    tmpl::Functions functions = tmpl::atlas_functions(style.coloured());
    const std::string standard = report::migrate_status_text(result.status, style);
    functions["default"] = [standard](const std::vector<tmpl::Value>&) { return tmpl::Value(standard); };
    try {
      parsed = tmpl::Template::parse("format", format, functions);
    } catch (Error& error) {
      error.prefix("parse format: ");
      throw;
    }
    frame.out(parsed->execute(report::migrate_status_data(result.status, target.url, target.dir_url)));
    return k_exit_fine;
  }

 private:
  DatabaseFlags m_database;
  DirectoryFlags m_directory;
  FormatFlags m_format;
};

}  // namespace

std::unique_ptr<Command> make_migrate_status() {
  return std::make_unique<MigrateStatus>();
}

}  // namespace plumb::cli
