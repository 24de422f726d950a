// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/query.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/files.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/report/query_rows.hpp>

#include "command.hpp"
#include "connections_flag.hpp"
#include "migrate_flags.hpp"
#include "refuse_value.hpp"
#include "settings_flag.hpp"

namespace plumb::cli {
namespace {

constexpr std::size_t k_memory = std::size_t{512} << 20;

// Of the terminal that standard output is; 0 if it is none.
std::size_t terminal_width() {
  winsize size{};
  if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

std::string read_sql(const std::string& argument) {
  if (argument != "-") return argument;
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

std::chrono::milliseconds parse_timeout(const std::string& text) {
  try {
    return std::chrono::duration_cast<std::chrono::milliseconds>(parse_go_duration(text));
  } catch (const Error& error) {
    throw Error(fmt::format("invalid argument {} for \"--timeout\" flag: {}", go_quote(text), error.message()),
                ErrorCode::usage);
  }
}

class Query final : public Command {
 public:
  void add(CLI::App& app) override {
    m_database.add_schema(app);
    m_directory.add_format(app);
    app.add_option("--against", m_against, "ask what it should be instead: src or migrations");
    app.add_option("--from", m_from, "ask a snapshot file");
    m_connections.add(app);
    m_settings.add(app);
    app.add_option("--format", m_format, "table, csv or json")->default_str(m_format);
    app.add_option("--limit", m_limit, "at most so many rows; 0: all")->default_str("0");
    app.add_option("--timeout", m_timeout, "at most so long, without reading the catalog")->default_str(m_timeout);
    app.add_flag("--tables", m_tables, "list the tables and their columns, and do nothing else");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    if (m_format != "table" && m_format != "csv" && m_format != "json")
      refuse_value("format", m_format, "table, csv, json");
    if (m_limit < 0) refuse_value("limit", fmt::format("{}", m_limit), "numbers from 0 on");
    workflow::QueryOptions options{.settings = m_settings.load(frame)};
    if (m_tables) {
      frame.out(report::query_tables_text(workflow::query_tables(options.settings), frame.style()));
      return k_exit_fine;
    }
    if (arguments.empty()) {
      throw Error("there is no SQL to run", ErrorCode::usage)
          .with_hint("plumb query --env local \"SELECT name, roles FROM policy\"; --tables lists the tables");
    }
    options.limits = {.time = parse_timeout(m_timeout), .rows = static_cast<std::size_t>(m_limit), .memory = k_memory};
    options.source = source(frame);
    options.sql = read_sql(arguments.front());
    print(frame, workflow::query(options, frame.runtime()));
    return k_exit_fine;
  }

 private:
  [[nodiscard]] workflow::QuerySource source(Frame& frame) const {
    const project::Environment& environment = frame.environment();
    workflow::MigrateTarget target = migrate_target(m_directory, m_database, environment, frame);
    workflow::QuerySource out{.from = m_from,
                              .dir_url = std::move(target.dir_url),
                              .memory = std::move(target.memory),
                              .src = environment.src,
                              .revisions_schema = std::move(target.revisions_schema),
                              .connections = m_connections.value()};
    if (m_against == "src") out.desired = workflow::Against::src;
    if (m_against == "migrations") out.desired = workflow::Against::migrations;
    if (!m_against.empty() && !out.desired) refuse_value("against", m_against, "src, migrations");
    // The database of an environment is not meant where the flags say something else.
    const bool elsewhere = out.desired || !m_from.empty();
    if (m_database.url_option->count() > 0 || !elsewhere) out.url = std::move(target.url);
    if (!elsewhere) out.url = or_database_url(std::move(out.url));
    return out;
  }

  void print(const Frame& frame, const query::Result& result) const {
    if (m_format == "csv") {
      frame.out(report::query_csv(result));
    } else if (m_format == "json") {
      frame.out(report::query_json(result));
    } else {
      frame.out(report::query_table(result, terminal_width(), frame.style()));
    }
    if (result.more && m_format != "table") {
      frame.err(fmt::format("only the first {} rows: there are more\n", result.rows.size()));
    }
  }

  DatabaseFlags m_database;
  DirectoryFlags m_directory;
  ConnectionsFlag m_connections;
  std::string m_against;
  std::string m_from;
  SettingsFlag m_settings;
  std::string m_format = "table";
  long m_limit = 0;
  std::string m_timeout = "30s";
  bool m_tables = false;
};

}  // namespace

std::unique_ptr<Command> make_query() {
  return std::make_unique<Query>();
}

}  // namespace plumb::cli
