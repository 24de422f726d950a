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
  void add(CLI::App& app) override {
    m_format_option = app.add_option("--format", m_format,
                                     "json: for programs, with passwords as they are; without it they are hidden");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    if (m_format != "json") throw Error(fmt::format("unknown format {}: project eval prints json", go_quote(m_format)));
    if (frame.flags.env.empty())
      throw Error("required flag \"env\" not set").with_hint("say which environment: --env NAME");
    // What a program asks for by name it gets as it is: it is going to connect with it. What a person reads has no
    // passwords.
    const auto passwords = m_format_option->count() > 0 ? report::Passwords::shown : report::Passwords::hidden;
    frame.out(report::project_json(frame.project(), passwords));
    return k_exit_fine;
  }

 private:
  std::string m_format = "json";
  CLI::Option* m_format_option = nullptr;
};

}  // namespace

std::unique_ptr<Command> make_project_eval() {
  return std::make_unique<ProjectEval>();
}

}  // namespace plumb::cli
