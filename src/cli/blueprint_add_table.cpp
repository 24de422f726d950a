// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/blueprint.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/report/blueprint.hpp>

#include "command.hpp"
#include "dialogue.hpp"
#include "migrate_flags.hpp"
#include "proof_text.hpp"
#include "settings_flag.hpp"

namespace plumb::cli {
namespace {

class BlueprintAddTable final : public Command {
 public:
  void add(CLI::App& app) override {
    m_directory.add(app);
    m_settings.add(app);
    app.add_option("--columns", m_columns, "a column: 'title text NOT NULL'; may be repeated")->take_all();
    app.add_flag("--append-only", m_append_only, "rows are added and read, never changed or deleted");
    app.add_option("--parent", m_parent, "the table of the module that its rows belong to");
    app.add_flag("-y,--yes", m_yes, "do not ask whether it is right");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    const Dialogue dialogue(frame);
    if (frame.flags.env.empty()) frame.flags.env = "default";
    workflow::NewTable wanted = new_table(frame, name(dialogue, arguments));
    const workflow::TablePlan plan = workflow::plan_table(wanted, frame.runtime());
    if (!frame.flags.quiet) {
      frame.out(report::table_plan_text(wanted.wish, created(plan), changed(plan), plan.kept));
    }
    if (!m_yes && !dialogue.confirm("Write this?")) {
      frame.err("nothing was changed\n");
      return k_exit_failed;
    }
    const workflow::ModuleProof proof = workflow::add_table(wanted, plan, frame.runtime());
    if (!frame.flags.quiet) {
      frame.out(proof_text(proof) +
                fmt::format("written: {}\nnext: plumb check --env {}, then plumb migrate apply --env {}\n", plan.table,
                            frame.flags.env, frame.flags.env));
    }
    return k_exit_fine;
  }

 private:
  static Error no_name() {
    return Error("no table is named", ErrorCode::usage).with_hint("say it: plumb blueprint add-table invoices");
  }

  // A name that breaks the convention is asked for once more.
  [[nodiscard]] static std::string name(const Dialogue& dialogue, const std::vector<std::string>& arguments) {
    std::string given = arguments.empty() ? dialogue.ask("Name of the table", "", no_name()) : arguments.front();
    if (!Dialogue::is_possible()) return given;
    for (const scaffold::Problem& problem : scaffold::problems({.name = "module", .tables = {{.name = given}}})) {
      given = dialogue.ask(fmt::format("{}. Its name", problem.what), problem.proposal,
                           Error(problem.what, ErrorCode::usage).with_hint(problem.remedy));
    }
    return given;
  }

  [[nodiscard]] workflow::NewTable new_table(Frame& frame, const std::string& name) const {
    constexpr std::string_view k_scheme = "file://";
    std::vector<scaffold::TableWish> tables = {
        {.name = name, .append_only = m_append_only, .columns = {}, .parent = m_parent}};
    for (const std::string& column : m_columns) {
      scaffold::add_column(tables, column.starts_with(name + ".") ? column : fmt::format("{}.{}", name, column));
    }
    const project::Environment& environment = frame.environment();
    std::string project_file = frame.flags.config;
    if (project_file.starts_with(k_scheme)) project_file.erase(0, k_scheme.size());
    return {.wish = std::move(tables.front()),
            .project_file = std::move(project_file),
            .env = frame.flags.env,
            .dir_url = m_directory.url(environment),
            .dev = environment.dev,
            .settings_file = m_settings.file(frame),
            .settings = m_settings.load(frame)};
  }

  static std::vector<std::string> created(const workflow::TablePlan& plan) { return paths(plan, true); }
  static std::vector<std::string> changed(const workflow::TablePlan& plan) { return paths(plan, false); }
  static std::vector<std::string> paths(const workflow::TablePlan& plan, bool is_new) {
    std::vector<std::string> out;
    for (const workflow::FileChange& change : plan.changes) {
      if (change.is_new == is_new) out.push_back(change.path);
    }
    return out;
  }

  DirectoryFlags m_directory;
  SettingsFlag m_settings;
  std::vector<std::string> m_columns;
  bool m_append_only = false;
  std::string m_parent;
  bool m_yes = false;
};

}  // namespace

std::unique_ptr<Command> make_blueprint_add_table() {
  return std::make_unique<BlueprintAddTable>();
}

}  // namespace plumb::cli
