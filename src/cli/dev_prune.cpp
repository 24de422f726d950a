// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/counted.hpp>

#include "command.hpp"
#include "dev_flags.hpp"

namespace plumb::cli {
namespace {

class DevPrune final : public Command {
 public:
  void add(CLI::App& app) override {
    app.add_flag("--all", m_all, "prepared data directories and templates too: the next start or reset takes longer");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    const workflow::DevPruned pruned =
        workflow::dev_prune(m_all ? devdb::PruneScope::all : devdb::PruneScope::unused, frame.runtime());
    if (frame.flags.quiet) return k_exit_fine;
    frame.out(fmt::format("{} freed, {} dropped\n", human_bytes(pruned.bytes), counted(pruned.databases, "database")));
    return k_exit_fine;
  }

 private:
  bool m_all = false;
};

}  // namespace

std::unique_ptr<Command> make_dev_prune() {
  return std::make_unique<DevPrune>();
}

}  // namespace plumb::cli
