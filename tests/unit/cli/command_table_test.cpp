// SPDX-License-Identifier: Apache-2.0
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <set>

#include "../../../src/cli/command.hpp"
#include "../../../src/cli/help.hpp"
#include "../../../src/cli/suggestions.hpp"

#include <support/catch.hpp>

using namespace plumb::cli;

TEST_CASE("every command can be made, says what it does, and stands once in the table") {
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const CommandRow& row : command_table()) {
    INFO(row.group << " " << row.name);
    CHECK(names.emplace(row.group, row.name).second);
    CHECK(row.summary.empty() == (row.name == "ahead"));  // which is not for people
    CHECK_FALSE(is_unsupported(row.group, row.name));
    CLI::App app;
    app.set_help_flag();
    const auto command = row.make();
    REQUIRE(command != nullptr);
    command->add(app);
    for (const CLI::Option* option : app.get_options()) {
      INFO(option->get_name());
      REQUIRE_FALSE(option->get_lnames().empty());
      // What is not hidden is explained.
      CHECK((option->get_group().empty() || !option->get_description().empty()));
    }
  }
}

TEST_CASE("help names the command, its arguments and its flags, but not the hidden ones") {
  for (const CommandRow& row : command_table()) {
    if (row.name != "apply") continue;
    CLI::App app;
    app.set_help_flag();
    const auto command = row.make();
    command->add(app);
    const std::string text = command_help("plumb", row, app);
    CHECK(text.find("plumb migrate apply [flags] [amount]") != std::string::npos);
    CHECK(text.find("-u, --url") != std::string::npos);
    CHECK(text.find("--lock-timeout") != std::string::npos);
    CHECK(text.find("--log") == std::string::npos);
    CHECK(text.find("-h, --help") != std::string::npos);
  }
  const std::string all = group_help("plumb", "");
  for (const CommandRow& row : command_table()) CHECK(all.find(row.summary) != std::string::npos);
  const std::string group = group_help("plumb", "migrate");
  CHECK(group.find("apply") != std::string::npos);
  CHECK(group.find("Print the version") == std::string::npos);
}
