// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/infer.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>

#include <plumb/base/counted.hpp>
#include <plumb/base/error.hpp>
#include <plumb/base/files.hpp>
#include <plumb/report/settings_yaml.hpp>

#include "command.hpp"
#include "migrate_flags.hpp"

namespace plumb::cli {
namespace {

class BlueprintInfer final : public Command {
 public:
  void add(CLI::App& app) override {
    m_database.add(app);
    app.add_option("-o,--output", m_output, "write to this file, in one step; else to standard output");
    app.add_flag("--force", m_force, "write that file anew where it is there already");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    // What somebody has written into it, waivers say, would be lost.
    if (!m_output.empty() && !m_force && std::filesystem::exists(m_output)) {
      throw Error(fmt::format("{} is there already", m_output))
          .with_hint("name another file and take over what you want, or say --force; nothing was changed");
    }
    const Secret url = or_database_url(flag_or(m_database.url_option, Secret(m_database.url), frame.environment().url));
    const workflow::Inferred found = workflow::infer(url, frame.runtime());
    const std::string text = report::settings_yaml(found.settings, found.shared, found.outliers);
    if (m_output.empty()) {
      frame.out(text);
    } else {
      write_file(m_output, text);
    }
    if (!frame.flags.quiet) {
      frame.err(fmt::format("by the majority of {}; {}, {} without a tenant\n",
                            counted(found.tenant_tables, "tenant-owned table"),
                            counted(found.outliers.size(), "outlier"), counted(found.shared.size(), "table")));
    }
    return k_exit_fine;
  }

 private:
  DatabaseFlags m_database;
  std::string m_output;
  bool m_force = false;
};

}  // namespace

std::unique_ptr<Command> make_blueprint_infer() {
  return std::make_unique<BlueprintInfer>();
}

}  // namespace plumb::cli
