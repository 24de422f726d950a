// SPDX-License-Identifier: Apache-2.0
#include "help.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "command.hpp"

namespace plumb::cli {
namespace {

std::string flag_name(const CLI::Option& option) {
  std::string name = option.get_snames().empty() ? "    " : "-" + option.get_snames().front() + ", ";
  name += "--" + option.get_lnames().front();
  if (option.get_expected_max() > 0) name += " " + (option.get_type_name().empty() ? "VALUE" : option.get_type_name());
  return name;
}

}  // namespace

std::string command_help(std::string_view program, const CommandRow& row, const CLI::App& app) {
  std::string out =
      fmt::format("{}\n\nUsage:\n  {}{}{} {} [flags]{}{}\n\nFlags:\n", row.summary, program,
                  row.group.empty() ? "" : " ", row.group, row.name, row.usage.empty() ? "" : " ", row.usage);
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;  // hidden
    const std::string standard = option->get_default_str();
    out += fmt::format("  {:<34} {}{}\n", flag_name(*option), option->get_description(),
                       standard.empty() ? "" : fmt::format(" (default {})", standard));
  }
  return out + fmt::format("  {:<34} {}\n", "-h, --help", "this text");
}

std::string group_help(std::string_view program, std::string_view group) {
  std::string out = group.empty() ? "plumb keeps a multi-tenant PostgreSQL true to its blueprint.\n\n" : "";
  out += fmt::format("Usage:\n  {}{}{} <command> [flags]\n\nCommands:\n", program, group.empty() ? "" : " ", group);
  for (const CommandRow& row : command_table()) {
    if (row.summary.empty() || (!group.empty() && row.group != group)) continue;
    const std::string name =
        group.empty() && !row.group.empty() ? fmt::format("{} {}", row.group, row.name) : std::string(row.name);
    out += fmt::format("  {:<18} {}\n", name, row.summary);
  }
  return out + fmt::format("\nRun '{}{}{} <command> --help' for the flags of a command.\n", program,
                           group.empty() ? "" : " ", group);
}

}  // namespace plumb::cli
