// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "command.hpp"
#include "dev_flags.hpp"

namespace plumb::cli {
namespace {

class DevExec final : public Command {
 public:
  void add(CLI::App& app) override {
    m_name.add(app);
    app.add_option("--major", m_options.major, "major version of a server for this command alone");
    app.add_option("--template", m_options.template_db, "the database begins as a copy of this one")
        ->default_str("empty");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    m_options.name = m_name.get();
    m_options.command = arguments;
    return workflow::dev_exec(m_options, frame.runtime());
  }

 private:
  DevNameFlag m_name;
  workflow::DevExecOptions m_options;
};

}  // namespace

std::unique_ptr<Command> make_dev_exec() {
  return std::make_unique<DevExec>();
}

}  // namespace plumb::cli
