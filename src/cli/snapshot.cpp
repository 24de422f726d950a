// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/snapshot.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/files.hpp>

#include "command.hpp"
#include "connections_flag.hpp"
#include "migrate_flags.hpp"
#include "refuse_value.hpp"

namespace plumb::cli {
namespace {

using workflow::SnapshotOf;

class Snapshot final : public Command {
 public:
  void add(CLI::App& app) override {
    m_database.add_schema(app);
    m_directory.add_format(app);
    app.add_option("--against", m_against, "not of the database: of what migrations or src make of an empty one");
    app.add_option("--major", m_major, "with --against: major version of PostgreSQL")->default_str("18");
    m_connections.add(app);
    app.add_option("-s,--schema", m_schemas, "only this schema; may be repeated")->take_all()->delimiter(',');
    app.add_option("-o,--output", m_output, "write to this file, in one step; else to standard output");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    const workflow::SnapshotText taken = workflow::snapshot(options(frame), frame.runtime());
    for (const std::string& what : taken.not_seen) frame.err("not seen: " + what + "\n");
    if (m_output.empty()) {
      frame.out(taken.text);
    } else {
      write_file(m_output, taken.text);
    }
    return k_exit_fine;
  }

 private:
  [[nodiscard]] SnapshotOf of() const {
    if (m_against.empty()) return SnapshotOf::live;
    if (m_against == "migrations") return SnapshotOf::migrations;
    if (m_against == "src") return SnapshotOf::src;
    refuse_value("against", m_against, "migrations, src");
  }

  [[nodiscard]] workflow::SnapshotOptions options(Frame& frame) const {
    const project::Environment& environment = frame.environment();
    workflow::MigrateTarget target = migrate_target(m_directory, m_database, environment, frame);
    workflow::SnapshotOptions out;
    out.of = of();
    out.url = or_database_url(std::move(target.url));
    out.dir_url = std::move(target.dir_url);
    out.memory = std::move(target.memory);
    out.revisions_schema = std::move(target.revisions_schema);
    out.src = environment.src;
    out.major = m_major;
    out.connections = m_connections.value();
    out.schemas = m_schemas.empty() ? environment.schemas : m_schemas;
    return out;
  }

  DatabaseFlags m_database;
  DirectoryFlags m_directory;
  ConnectionsFlag m_connections;
  std::string m_against;
  int m_major = 18;
  std::vector<std::string> m_schemas;
  std::string m_output;
};

}  // namespace

std::unique_ptr<Command> make_snapshot() {
  return std::make_unique<Snapshot>();
}

}  // namespace plumb::cli
