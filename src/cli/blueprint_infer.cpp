// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/infer.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

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
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    const Secret url = or_database_url(flag_or(m_database.url_option, Secret(m_database.url), frame.environment().url));
    const workflow::Inferred found = workflow::infer(url, frame.runtime());
    const std::string text = report::settings_yaml(found.settings, found.shared, found.outliers);
    if (m_output.empty()) {
      frame.out(text);
    } else {
      write_file(m_output, text);
    }
    if (!frame.flags.quiet) {
      const auto count = [](std::size_t n, std::string_view noun) {
        return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
      };
      frame.err(fmt::format("by the majority of {}; {}, {} without a tenant\n",
                            count(found.tenant_tables, "tenant-owned table"), count(found.outliers.size(), "outlier"),
                            count(found.shared.size(), "table")));
    }
    return k_exit_fine;
  }

 private:
  DatabaseFlags m_database;
  std::string m_output;
};

}  // namespace

std::unique_ptr<Command> make_blueprint_infer() {
  return std::make_unique<BlueprintInfer>();
}

}  // namespace plumb::cli
