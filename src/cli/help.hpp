// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace plumb::cli {

struct CommandRow;

// Usage, summary and flags of one command.
[[nodiscard]] std::string command_help(std::string_view program, const CommandRow& row, const CLI::App& app);
// The commands of a group, or ("") of the program.
[[nodiscard]] std::string group_help(std::string_view program, std::string_view group);

}  // namespace plumb::cli
