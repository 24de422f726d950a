// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/files.hpp>

#include "command.hpp"
#include "dev_flags.hpp"

namespace plumb::cli {
namespace {

class DevLogs final : public Command {
 public:
  void add(CLI::App& app) override {
    m_name.add(app);
    app.add_flag("-f,--follow", m_follow, "go on until the server ends");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    const devdb::DevServer server = workflow::dev_server_that_is_up(m_name.get());
    if (m_follow) workflow::dev_follow_log(server);
    frame.out(read_file(server.log()));
    return k_exit_fine;
  }

 private:
  DevNameFlag m_name;
  bool m_follow = false;
};

}  // namespace

std::unique_ptr<Command> make_dev_logs() {
  return std::make_unique<DevLogs>();
}

}  // namespace plumb::cli
