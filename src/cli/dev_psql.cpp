// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "command.hpp"
#include "dev_flags.hpp"

namespace plumb::cli {
namespace {

class DevPsql final : public Command {
 public:
  void add(CLI::App& app) override {
    m_name.add(app);
    app.add_option("--database", m_database, "the database to begin with")->default_str(m_database);
  }

  [[nodiscard]] int run(Frame&, const std::vector<std::string>& arguments) override {
    workflow::dev_psql(workflow::dev_server_that_is_up(m_name.get()), m_database, arguments);
  }

 private:
  DevNameFlag m_name;
  std::string m_database = devdb::k_dev_database;
};

}  // namespace

std::unique_ptr<Command> make_dev_psql() {
  return std::make_unique<DevPsql>();
}

}  // namespace plumb::cli
