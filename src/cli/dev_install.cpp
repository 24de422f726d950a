// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "command.hpp"
#include "dev_flags.hpp"

namespace plumb::cli {
namespace {

class DevInstall final : public Command {
 public:
  void add(CLI::App&) override {}

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    const devdb::Installation installed =
        workflow::dev_install(arguments.empty() ? "18" : arguments.front(), frame.runtime());
    if (!frame.flags.quiet) frame.out(fmt::format("PostgreSQL {} is in {}\n", installed.version, installed.bin));
    return k_exit_fine;
  }
};

}  // namespace

std::unique_ptr<Command> make_dev_install() {
  return std::make_unique<DevInstall>();
}

}  // namespace plumb::cli
