// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/go_text.hpp>
#include <plumb/report/project_json.hpp>

#include "command.hpp"

namespace plumb::cli {
namespace {

class ProjectEval final : public Command {
 public:
  void add(CLI::App& app) override { app.add_option("--format", m_format, "json")->default_str(m_format); }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    if (m_format != "json") throw Error(fmt::format("unknown format {}: project eval prints json", go_quote(m_format)));
    if (frame.flags.env.empty())
      throw Error("required flag \"env\" not set").with_hint("say which environment: --env NAME");
    frame.out(report::project_json(frame.project()));
    return k_exit_fine;
  }

 private:
  std::string m_format = "json";
};

}  // namespace

std::unique_ptr<Command> make_project_eval() {
  return std::make_unique<ProjectEval>();
}

}  // namespace plumb::cli
