// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "command.hpp"
#include "dev_flags.hpp"

namespace plumb::cli {
namespace {

class DevDown final : public Command {
 public:
  void add(CLI::App& app) override {
    m_name.add(app);
    app.add_flag("--all", m_all, "all servers of this user");
    app.add_flag("--delete-data", m_delete_data, "also delete the data of a durable server");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    if (m_all && (m_name.given() || m_delete_data)) {
      throw Error("--all goes with neither --name nor --delete-data", ErrorCode::usage);
    }
    if (!m_all) {
      stop(m_name.get(), frame);
      return k_exit_fine;
    }
    for (const devdb::DevServer& server : devdb::list_dev_servers()) {
      if (server.state != devdb::DevServer::State::stopped) stop(server.name, frame);
    }
    return k_exit_fine;
  }

 private:
  void stop(const devdb::DevName& name, const Frame& frame) const {
    const devdb::Data data = m_delete_data ? devdb::Data::remove : devdb::Data::keep;
    const devdb::StoppedServer stopped = devdb::stop_dev_server(name, data, frame.stop());
    if (frame.flags.quiet) return;
    const std::string freed = stopped.freed > 0 ? fmt::format(", {} freed", human_bytes(stopped.freed)) : "";
    frame.out(fmt::format("{} {} down{}\n", describe_name(name), stopped.was_up ? "is" : "was already", freed));
  }

  DevNameFlag m_name;
  bool m_all = false;
  bool m_delete_data = false;
};

}  // namespace

std::unique_ptr<Command> make_dev_down() {
  return std::make_unique<DevDown>();
}

}  // namespace plumb::cli
