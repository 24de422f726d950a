// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/dev.hpp>

#include <fmt/format.h>

#include <charconv>

#include <plumb/base/error.hpp>
#include <plumb/base/go_text.hpp>
#include <plumb/devdb/attached_command.hpp>
#include <plumb/devdb/install.hpp>
#include <plumb/pg/connect.hpp>

#include "dev_variables.hpp"
#include "workflow_sql.hpp"

namespace plumb::workflow {

namespace {

template <typename Number>
Number number(std::string_view text) {
  Number value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

devdb::DevName dev_name(const std::string& name) {
  if (name.empty()) return devdb::project_name();
  if (name.find_first_of("/\n") != std::string::npos) {
    throw Error(fmt::format("invalid argument {} for \"--name\" flag: a name, not a path", go_quote(name)),
                ErrorCode::usage);
  }
  return {.name = name, .project = ""};
}

devdb::DevServer dev_server_that_is_up(const devdb::DevName& name) {
  std::optional<devdb::DevServer> server = devdb::find_dev_server(name);
  if (server && server->state != devdb::DevServer::State::stopped) return std::move(*server);
  const bool named = name.project.empty();
  throw Error(named ? fmt::format("the server {} is not up", go_quote(name.name))
                    : fmt::format("the server of {} is not up", name.project))
      .with_hint(named ? fmt::format("start it with `plumb dev up --name {}`", name.name)
                       : "start it with `plumb dev up`");
}

DevStatus dev_status(const devdb::DevServer& server, const Runtime& runtime) {
  DevStatus out{.server = server};
  out.bytes = devdb::bytes_on_disk(server);
  if (server.state == devdb::DevServer::State::stopped) return out;
  out.pid = server.pid();
  const auto connection = pg::connect(pg::Target::parse(server.socket_url("postgres")), {}, runtime.stop);
  const auto rows = pg::run_or_throw(*connection, text::dev_status_sql);
  for (std::size_t row = 0; row < rows->rows(); ++row) {
    const auto bytes = number<std::uint64_t>(rows->cell(row, 2));
    const std::string_view name = rows->cell(row, 0);
    out.uptime = std::chrono::seconds(number<long long>(rows->cell(row, 4)));
    out.ahead = rows->cell(row, 5) == "t";
    if (name.starts_with("plumb_spare_")) {
      ++out.spares;
    } else if (name.starts_with("plumb_new_") || name.starts_with("plumb_old_")) {
      ++out.passing;
    } else if (rows->cell(row, 1) == "t" || name.starts_with("plumb_template_")) {
      ++out.templates;
      out.template_bytes += bytes;
    } else {
      out.databases.push_back(
          {.name = std::string(name), .bytes = bytes, .connections = number<int>(rows->cell(row, 3))});
    }
  }
  return out;
}

void dev_psql(const devdb::DevServer& server, const std::string& database, const std::vector<std::string>& arguments) {
  if (devdb::find_in_path("psql").empty()) {
    throw Error("psql is not installed").with_hint("install Debian's package postgresql-client");
  }
  std::vector<std::string> argv = {"psql"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  devdb::become_command(argv, database_variables(server.socket_url(database)));
}

devdb::Installation dev_install(const std::string& major, const Runtime& runtime) {
  const int wanted = number<int>(major);
  if (wanted <= 0 || std::to_string(wanted) != major) {
    throw Error(fmt::format("{} is not a major version of PostgreSQL", go_quote(major)), ErrorCode::usage);
  }
  if (runtime.say) runtime.say(fmt::format("installing PostgreSQL {} with npm …", wanted));
  return devdb::install(wanted);
}

void dev_follow_log(const devdb::DevServer& server) {
  std::vector<std::string> argv = {"tail", "--lines=+1", "--follow"};
  if (const std::optional<int> pid = server.pid()) argv.push_back(fmt::format("--pid={}", *pid));
  argv.push_back(server.log());
  devdb::become_command(argv, {});
}

}  // namespace plumb::workflow
