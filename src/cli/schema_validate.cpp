// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/report/schema_validate.hpp>
#include <plumb/workflow/validate_sources.hpp>

#include "command.hpp"
#include "refuse_value.hpp"
#include "version.hpp"

namespace plumb::cli {
namespace {

class SchemaValidate final : public Command {
 public:
  void add(CLI::App& app) override {
    app.add_option("-u,--url", m_sources, "the sources, instead of the environment's src: a file or a folder; in order")
        ->take_all();
    m_dev_option = app.add_option("--dev-url", m_dev, "which server: docker://postgres/18/dev?search_path=public");
    app.add_option("--format", m_format, "text or json")->default_str(m_format);
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    if (m_format != "text" && m_format != "json") refuse_value("format", m_format, "text, json");
    const project::Environment& environment = frame.environment();
    const finding::SourcesReport report =
        workflow::validate_sources({.src = m_sources.empty() ? environment.src : m_sources,
                                    .dev = flag_or(m_dev_option, Secret(m_dev), environment.dev),
                                    .root = {},
                                    .migration_dir = directory(environment)},
                                   frame.runtime());
    if (m_format == "json") {
      frame.out(report::schema_validate_json(report, k_version));
    } else if (!frame.flags.quiet || !report.valid()) {
      frame.out(report::schema_validate_text(report, frame.style()));
    }
    return report.valid() ? k_exit_fine : k_exit_failed;
  }

 private:
  // The folder of its migrations.
  static std::string directory(const project::Environment& environment) {
    std::string url = environment.migration.dir;
    if (const std::size_t scheme = url.find("://"); scheme != std::string::npos) url.erase(0, scheme + 3);
    return url.substr(0, url.find('?'));
  }

  std::vector<std::string> m_sources;
  std::string m_dev;
  CLI::Option* m_dev_option = nullptr;
  std::string m_format = "text";
};

}  // namespace

std::unique_ptr<Command> make_schema_validate() {
  return std::make_unique<SchemaValidate>();
}

}  // namespace plumb::cli
