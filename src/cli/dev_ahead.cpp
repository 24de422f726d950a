// SPDX-License-Identifier: Apache-2.0
// What `plumb reset` starts in the background: a spare copy for the next one. Not for people, so it says nothing.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/workflow/reset.hpp>

#include "command.hpp"

namespace plumb::cli {
namespace {

class DevAhead final : public Command {
 public:
  void add(CLI::App&) override {}

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    if (arguments.size() != 2)
      throw Error("accepts 2 arg(s): the server's URL, the key of a template", ErrorCode::usage);
    workflow::keep_ahead(Secret(arguments[0]), arguments[1], frame.runtime());
    return k_exit_fine;
  }
};

}  // namespace

std::unique_ptr<Command> make_dev_ahead() {
  return std::make_unique<DevAhead>();
}

}  // namespace plumb::cli
