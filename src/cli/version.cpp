// SPDX-License-Identifier: Apache-2.0
#include "version.hpp"

#include <fmt/format.h>

#include <plumb/report/migrate_texts.hpp>

#include "command.hpp"

namespace plumb::cli {
namespace {

class Version final : public Command {
 public:
  void add(CLI::App&) override {}

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    // Clients of Atlas (its Go SDK, operators) read the first line of `atlas version`.
    if (frame.program() == "atlas") frame.out(fmt::format("{}{}\n", report::k_atlas_version, k_version));
    frame.out(fmt::format("plumb version {}\n", k_version));
    return k_exit_fine;
  }
};

}  // namespace

std::unique_ptr<Command> make_version() {
  return std::make_unique<Version>();
}

}  // namespace plumb::cli
