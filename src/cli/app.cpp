// SPDX-License-Identifier: Apache-2.0
#include <plumb/cli/app.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <csignal>
#include <exception>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/report/migrate_texts.hpp>

#include "arguments.hpp"
#include "command.hpp"
#include "help.hpp"
#include "suggestions.hpp"

namespace plumb::cli {
namespace {

Stop* g_stop = nullptr;  // the signal handler has no other way to it

void on_signal(int) {
  // A second signal ends the program at once: the first one may be waiting for a server that does not answer.
  if (g_stop->requested()) ::_exit(k_exit_failed);
  // As Atlas, which says it on standard output, so that it stands before the report.
  constexpr std::string_view text = "\ninterrupt received, wait for exit or ^C to terminate\n";
  [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
  g_stop->request();
}

void catch_signals(Stop& stop) {
  g_stop = &stop;
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
}

void add_common(CLI::App& app, CommonFlags& flags, const CommandRow& row) {
  if (row.needs == Needs::project) {
    flags.config_option =
        app.add_option("-c,--config", flags.config, "project file, as a URL")->default_str(flags.config);
    app.add_option("--env", flags.env, "environment of the project file");
    app.add_option("--var", flags.vars, "input variables, name=value")->take_all();
  }
  app.add_flag("-v,--verbose", flags.verbose, "say more: hints, who holds a lock");
  app.add_flag("-q,--quiet", flags.quiet, "say less");
  app.add_flag("--no-color", flags.no_color, "no colours, also on a terminal");
  app.add_flag("--stats", flags.stats, "tell round trips and bytes at the end");
}

void check_arity(const CommandRow& row, const std::vector<std::string>& arguments) {
  if (row.arity.most < 0 || arguments.size() <= static_cast<std::size_t>(row.arity.most)) return;
  throw Error(fmt::format("accepts at most {} arg(s), received {}", row.arity.most, arguments.size()),
              ErrorCode::usage);
}

// A flag that another program is meant to read, and that stands before the --.
Words read(const CLI::App& app, const CommandRow& row, const std::vector<std::string>& words) {
  try {
    return read_words(app, words);
  } catch (Error& error) {
    if (row.usage.find("-- ") == std::string_view::npos) throw;
    throw std::move(error).with_hint(
        fmt::format("what is not for plumb goes behind --: plumb {} {} {}", row.group, row.name, row.usage));
  }
}

// CLI11's text is "Could not convert: --major = x".
Error not_a_number(std::string_view text) {
  const std::size_t name = std::min(text.find("--"), text.size());
  const std::size_t equals = std::min(text.find(" = ", name), text.size());
  const std::string value(text.substr(std::min(equals + 3, text.size())));
  return Error(fmt::format("invalid argument {} for \"{}\" flag: not a number", go_quote(value),
                           text.substr(name, equals - name)),
               ErrorCode::usage);
}

int run_command(Frame& frame, const CommandRow& row, const std::vector<std::string>& words) {
  const std::unique_ptr<Command> command = row.make();
  CLI::App app(std::string(row.summary));
  app.set_help_flag();  // -h is read with the other words
  add_common(app, frame.flags, row);
  command->add(app);
  for (CLI::Option* option : app.get_options()) {
    if (option->get_items_expected_max() <= 1) option->take_last();
  }
  Words sorted = read(app, row, words);
  if (sorted.help) {
    frame.out(command_help(frame.program(), row, app));
    return k_exit_fine;
  }
  check_arity(row, sorted.arguments);
  try {
    // Not as words: CLI11 takes an empty value (--baseline=) for a missing one.
    for (auto& [name, value] : sorted.flags) app.get_option(name)->add_result(std::move(value));
    app.parse(std::vector<std::string>{});
  } catch (const CLI::ConversionError& error) {
    throw not_a_number(error.what());
  } catch (const CLI::Error& error) {
    throw Error(error.what(), ErrorCode::usage);
  }
  (void)frame.variables();  // a wrong --var is wrong also where no project file is read
  const int code = command->run(frame, sorted.arguments);
  frame.print_stats();
  return code;
}

const CommandRow* find_row(const std::vector<std::string>& names) {
  for (const CommandRow& row : command_table()) {
    const bool root = row.group.empty();
    if (root ? names[0] == row.name : names.size() == 2 && names[0] == row.group && names[1] == row.name) return &row;
  }
  return nullptr;
}

bool is_group(const std::string& name) {
  for (const CommandRow& row : command_table()) {
    if (!row.group.empty() && row.group == name) return true;
  }
  return false;
}

// No command of that name: help where a group alone was asked for, else an error with what may have been meant.
int no_such_command(Frame& frame, const CommandWords& words) {
  const bool asked_for_help = std::any_of(words.rest.begin(), words.rest.end(),
                                          [](const std::string& word) { return word == "--help" || word == "-h"; });
  if (words.names.empty() || (words.names.size() == 1 && is_group(words.names[0]))) {
    frame.out(group_help(frame.program(), words.names.empty() ? "" : words.names[0]));
    return k_exit_fine;
  }
  if (words.names[0] == "help") {
    const bool about_group = !words.rest.empty() && is_group(words.rest[0]);
    frame.out(group_help(frame.program(), about_group ? words.rest[0] : ""));
    return k_exit_fine;
  }
  const bool in_group = words.names.size() == 2;
  if (in_group && is_unsupported(words.names[0], words.names[1]) && !asked_for_help) {
    frame.err(report::unsupported_text(frame.program(), words.names[0] + " " + words.names[1]));
    return k_exit_failed;
  }
  // Atlas prints the help of the group and exits 0 for an unknown subcommand, so that a typing error in a pipeline goes
  // unnoticed (T46).
  const std::string where = in_group ? frame.program() + " " + words.names[0] : frame.program();
  frame.err(fmt::format("Error: unknown command {} for {}\n", go_quote(words.names.back()), go_quote(where)));
  const std::vector<std::string> near = near_commands(in_group ? words.names[0] : "", words.names.back());
  if (!near.empty()) {
    frame.err("\nDid you mean this?\n");
    for (const std::string& name : near) frame.err("\t" + name + "\n");
    frame.err("\n");
  }
  frame.err(fmt::format("Run '{} --help' for usage.\n", where));
  return k_exit_failed;
}

std::string program_name(const char* argv0) {
  std::string_view name = argv0 == nullptr ? "plumb" : argv0;
  if (const std::size_t slash = name.rfind('/'); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  return std::string(name.empty() ? "plumb" : name);
}

int exit_code_of(const Error& error, Origin origin) {
  if (origin == Origin::atlas) return k_exit_failed;
  if (error.code() == ErrorCode::usage) return k_exit_usage;
  return error.code() == ErrorCode::interrupted ? k_exit_interrupted : k_exit_failed;
}

}  // namespace

int run(int argc, char** argv) {
  Stop stop;
  Frame frame(program_name(argc > 0 ? argv[0] : nullptr), stop);
  Origin origin = Origin::plumb;
  try {
    const CommandWords words = find_command({argv + std::min(argc, 1), argv + argc}, is_group);
    const CommandRow* row = words.names.empty() ? nullptr : find_row(words.names);
    if (row == nullptr) {
      if (words.names.empty() && !words.rest.empty() && words.rest[0] == "--version")
        return run_command(frame, *find_row({"version"}), {});
      return no_such_command(frame, words);
    }
    origin = row->origin;
    frame.bare = origin == Origin::atlas;
    catch_signals(stop);
    return run_command(frame, *row, words.rest);
  } catch (const Error& error) {
    frame.error(error);
    return exit_code_of(error, origin);
  } catch (const std::exception& error) {
    frame.error(Error(error.what()));
    return k_exit_failed;
  }
}

}  // namespace plumb::cli
