// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/reset.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/counted.hpp>

#include "command.hpp"
#include "dev_flags.hpp"
#include "migrate_flags.hpp"

namespace plumb::cli {
namespace {

class Reset final : public Command {
 public:
  void add(CLI::App& app) override {
    m_database.add_schema(app);
    m_directory.add_format(app);
    m_name.add(app);
    m_to_option = app.add_option("--to", m_to, "stop after this version")->default_str("the last one");
    app.add_option("--seed", m_options.seeds, "then run this SQL file, or those of this folder; may be repeated")
        ->take_all();
    app.add_flag("--no-cache", m_no_cache, "run all files, and keep nothing for the next time");
    app.add_option("--i-mean", m_options.i_mean,
                   "the database to reset, as HOST/DATABASE, where the server is not of this machine");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    m_options.target = migrate_target(m_directory, m_database, frame.environment(), frame);
    if (m_name.given() && m_database.url_option->count() > 0) {
      throw Error("--name and --url exclude each other", ErrorCode::usage);
    }
    if (m_name.given()) m_options.target.url = Secret();
    m_options.server = m_name.get();
    if (m_to_option->count() > 0) m_options.to = m_to;
    if (m_no_cache) m_options.templates = workflow::ResetOptions::Templates::ignore;
    m_options.operator_version = operator_version();
    const workflow::ResetResult result = workflow::reset(m_options, frame.runtime());
    if (result.refusal.any()) return print_refusal(result.refusal, frame);
    if (!frame.flags.quiet) frame.out(text(result));
    return k_exit_fine;
  }

 private:
  static std::string text(const workflow::ResetResult& result) {
    std::string out =
        fmt::format("{} of {}{} is {}", result.database, result.server, result.started ? " (started)" : "",
                    result.version.empty() ? "empty" : "at " + result.version);
    if (!result.version.empty()) {
      out += fmt::format(": {} from a template, {} run", counted(result.copied, "file"), result.run);
    }
    if (result.seeds > 0) out += ", " + counted(result.seeds, "seed");
    return out + "\n";
  }

  DatabaseFlags m_database;
  DirectoryFlags m_directory;
  DevNameFlag m_name;
  workflow::ResetOptions m_options;
  std::string m_to;
  CLI::Option* m_to_option = nullptr;
  bool m_no_cache = false;
};

}  // namespace

std::unique_ptr<Command> make_reset() {
  return std::make_unique<Reset>();
}

}  // namespace plumb::cli
