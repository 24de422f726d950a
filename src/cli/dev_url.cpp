// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "command.hpp"
#include "dev_flags.hpp"

namespace plumb::cli {
namespace {

class DevUrl final : public Command {
 public:
  void add(CLI::App& app) override {
    m_name.add(app);
    app.add_option("--database", m_database, "of this database")->default_str(m_database);
    app.add_flag("--export", m_export, "as a line for a shell: eval \"$(plumb dev url --export)\"");
    app.add_flag("--dotenv", m_dotenv, "as a line for a file of variables: DATABASE_URL=…");
    app.add_flag("--socket", m_socket, "over the socket, also where the server has a port");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    if (m_export && m_dotenv) throw Error("--export and --dotenv exclude each other", ErrorCode::usage);
    const devdb::DevServer server = workflow::dev_server_that_is_up(m_name.get());
    // With its password: to be told it is what one asks for here.
    const std::string url = (m_socket ? server.socket_url(m_database) : server.url(m_database)).reveal();
    if (m_export) {
      frame.out(fmt::format("export DATABASE_URL={}\n", shell_quote(url)));
    } else {
      frame.out(fmt::format("{}{}\n", m_dotenv ? "DATABASE_URL=" : "", url));
    }
    return k_exit_fine;
  }

 private:
  DevNameFlag m_name;
  std::string m_database = devdb::k_dev_database;
  bool m_export = false;
  bool m_dotenv = false;
  bool m_socket = false;
};

}  // namespace

std::unique_ptr<Command> make_dev_url() {
  return std::make_unique<DevUrl>();
}

}  // namespace plumb::cli
