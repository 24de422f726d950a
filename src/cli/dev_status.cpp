// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "command.hpp"
#include "dev_flags.hpp"

namespace plumb::cli {
namespace {

class DevStatusCommand final : public Command {
 public:
  void add(CLI::App& app) override {
    m_name.add(app);
    app.add_flag("--all", m_all, "all servers of this user, one line each");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    if (m_all) {
      for (const devdb::DevServer& server : devdb::list_dev_servers()) frame.out(line(server));
      return k_exit_fine;
    }
    const devdb::DevName name = m_name.get();
    const std::optional<devdb::DevServer> server = devdb::find_dev_server(name);
    if (!server) {
      frame.out(describe_name(name) + " is not up\n");
      return k_exit_failed;
    }
    frame.out(text(workflow::dev_status(*server, frame.runtime())));
    return server->state == devdb::DevServer::State::stopped ? k_exit_failed : k_exit_fine;
  }

 private:
  static std::string line(const devdb::DevServer& server) {
    return fmt::format("{:<20} {:<9} PostgreSQL {:<6} {:<10} {}\n", server.name.name, state(server),
                       server.installation.version, lifetime(server),
                       server.name.project.empty() ? "(named)" : server.name.project);
  }

  static std::string text(const workflow::DevStatus& status) {
    const devdb::DevServer& server = status.server;
    std::string out;
    const auto row = [&out](const char* name, const std::string& value) {
      out += fmt::format("{:<12} {}\n", name, value);
    };
    row("name", server.name.name);
    row("project", server.name.project.empty() ? "none" : server.name.project);
    row("state", state(server));
    row("version", fmt::format("{} ({})", server.installation.version, server.installation.origin));
    row("lifetime", lifetime(server));
    row("size", human_bytes(status.bytes));
    row("data", server.data);
    if (server.state == devdb::DevServer::State::stopped) return out;
    row("uptime", duration(status.uptime));
    row("runs as", fmt::format("{}pid {}", server.user.empty() ? "" : server.user + ", ", status.pid.value_or(0)));
    row("url", server.url().redacted());
    row("log", server.log());
    int connections = 0;
    std::string databases;
    for (const workflow::DevDatabaseSize& database : status.databases) {
      connections += database.connections;
      databases += fmt::format("{}{} {}", databases.empty() ? "" : ", ", database.name, human_bytes(database.bytes));
    }
    row("connections", std::to_string(connections));
    row("databases", databases);
    row("templates",
        fmt::format("{}{}", status.templates, status.templates == 0 ? "" : ", " + human_bytes(status.template_bytes)));
    row("spare", status.ahead ? "at work" : status.spares > 0 ? "ready" : "none");
    if (status.passing > 0) row("left", fmt::format("{} to be finished or dropped", status.passing));
    return out;
  }

  static const char* state(const devdb::DevServer& server) {
    switch (server.state) {
      case devdb::DevServer::State::starting:
        return "starting";
      case devdb::DevServer::State::up:
        return "up";
      case devdb::DevServer::State::stopped:
        return "down";
    }
    return "";
  }

  static const char* lifetime(const devdb::DevServer& server) {
    return server.lifetime == devdb::Lifetime::durable ? "durable" : "throw-away";
  }

  static std::string duration(std::chrono::seconds time) {
    const auto seconds = time.count();
    if (seconds < 60) return fmt::format("{} s", seconds);
    if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
    return fmt::format("{} h {} min", seconds / 3600, seconds % 3600 / 60);
  }

  DevNameFlag m_name;
  bool m_all = false;
};

}  // namespace

std::unique_ptr<Command> make_dev_status() {
  return std::make_unique<DevStatusCommand>();
}

}  // namespace plumb::cli
