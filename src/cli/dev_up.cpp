// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/go_text.hpp>

#include "command.hpp"
#include "dev_flags.hpp"

namespace plumb::cli {
namespace {

class DevUp final : public Command {
 public:
  void add(CLI::App& app) override {
    m_name.add(app);
    app.add_option("--major", m_options.major, "major version of PostgreSQL")->default_str("18");
    m_port_option =
        app.add_option("--port", m_port, "also listen on this port of 127.0.0.1, with a password; 0: a free one");
    app.add_flag("--socket", m_socket, "listen on the socket only (as without --port)");
    app.add_flag("--persist", m_persist, "keep the data, and lose nothing in a crash");
    app.add_option("--set", m_options.settings, "a setting of the server, name=value; may be repeated")->take_all();
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    check();
    if (m_port_option->count() > 0) m_options.port = m_port;
    if (m_persist) m_options.lifetime = devdb::Lifetime::durable;
    const devdb::StartedServer started = devdb::start_dev_server(m_name.get(), m_options, frame.stop());
    if (!frame.flags.quiet) frame.out(text(started));
    return k_exit_fine;
  }

 private:
  void check() const {
    if (m_socket && m_port_option->count() > 0) {
      throw Error("--port and --socket exclude each other", ErrorCode::usage);
    }
    if (m_port < 0 || m_port > 65535) {
      throw Error(fmt::format("invalid argument \"{}\" for \"--port\" flag: 0 to 65535", m_port), ErrorCode::usage);
    }
    for (const std::string& setting : m_options.settings) {
      if (const std::size_t sign = setting.find('='); sign != 0 && sign != std::string::npos) continue;
      throw Error(fmt::format("invalid argument {} for \"--set\" flag: name=value", go_quote(setting)),
                  ErrorCode::usage);
    }
  }

  static std::string text(const devdb::StartedServer& started) {
    const devdb::DevServer& server = started.server;
    const bool named = server.name.project.empty();
    std::string out =
        fmt::format("PostgreSQL {} {} up: {}, {}{}\n", server.installation.version,
                    started.start == devdb::Start::started ? "is" : "was already", describe_name(server.name),
                    server.lifetime == devdb::Lifetime::durable ? "durable" : "throw-away",
                    server.user.empty() ? "" : fmt::format(", running as user {}", server.user));
    out += fmt::format("  {}\n", server.url().redacted());
    return out + fmt::format("  eval \"$(plumb dev url --export{})\"\n",
                             named ? " --name " + shell_quote(server.name.name) : "");
  }

  DevNameFlag m_name;
  devdb::DevServerOptions m_options;
  int m_port = 0;
  CLI::Option* m_port_option = nullptr;
  bool m_socket = false;
  bool m_persist = false;
};

}  // namespace

std::unique_ptr<Command> make_dev_up() {
  return std::make_unique<DevUp>();
}

}  // namespace plumb::cli
