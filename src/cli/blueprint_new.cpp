// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/blueprint.hpp>

#include <filesystem>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/report/blueprint.hpp>

#include "command.hpp"
#include "dialogue.hpp"
#include "proof_text.hpp"
#include "refuse_value.hpp"

namespace plumb::cli {
namespace {

Error missing(const std::string& what, const std::string& hint) {
  return Error(what, ErrorCode::usage).with_hint(hint);
}

class BlueprintNew final : public Command {
 public:
  void add(CLI::App& app) override {
    m_name_option = app.add_option("--name", m_name, "name of the module, as in acme-db");
    app.add_option("--tenant", m_tenant, "whose module it is: then the name is <tenant>-db");
    m_tables_option = app.add_option("--tables", m_tables,
                                     "tenant-owned tables: orders,order_events:append-only:parent=orders; \"\": none");
    app.add_option("--columns", m_columns, "a column: 'orders.title text NOT NULL'; may be repeated")->take_all();
    app.add_option("--names", m_names,
                   "how policies are called: blueprint (x_tenant_policy) or production "
                   "(x_tenant_isolation)")
        ->default_str(m_names);
    m_major_option = app.add_option("--major", m_major, "major version of PostgreSQL")->default_str("18");
    app.add_option("-u,--url", m_url, "the server that it is for: its version counts; nothing is written there");
    app.add_flag("--force", m_force, "write it anew where there is a module already");
    app.add_flag("-y,--yes", m_yes, "do not ask whether it is right");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    const Dialogue dialogue(frame);
    const std::string given = arguments.empty() ? "" : arguments.front();
    scaffold::ModuleWish wish{.name = name(dialogue, given), .tables = {}, .names = names(), .major = major(frame)};
    const std::string folder =
        !given.empty() ? given
                       : dialogue.ask("Folder", wish.name,
                                      missing("no folder is named", "say it: plumb blueprint new " + wish.name));
    wish.tables = tables(dialogue);
    for (const std::string& column : m_columns) scaffold::add_column(wish.tables, column);
    correct_names(dialogue, wish);
    const workflow::ModulePlan plan =
        workflow::plan_module({.folder = folder, .wish = wish, .overwrite = m_force}, frame.runtime());
    if (!frame.flags.quiet) frame.out(report::module_plan_text(wish, plan.folder, plan.files, plan.replaced));
    if (!m_yes && !dialogue.confirm("Write this?")) {
      frame.err("nothing was written\n");
      return k_exit_failed;
    }
    const workflow::ModuleProof proof = workflow::make_module(wish, plan, frame.runtime());
    if (!frame.flags.quiet) frame.out(done_text(plan, proof));
    return k_exit_fine;
  }

 private:
  [[nodiscard]] std::string name(const Dialogue& dialogue, const std::string& folder) const {
    if (m_name_option->count() > 0) return m_name;
    if (!m_tenant.empty()) return m_tenant + "-db";
    // "." says nothing.
    const std::string standard = std::filesystem::path(folder).lexically_normal().filename().string();
    return dialogue.ask("Name of the module", standard == "." ? "" : standard,
                        missing("the module has no name", "say --name, as in --name acme-db"));
  }

  [[nodiscard]] scaffold::Names names() const {
    if (m_names == "blueprint") return {};
    if (m_names == "production") return scaffold::production_names();
    refuse_value("names", m_names, "blueprint, production");
  }

  [[nodiscard]] int major(Frame& frame) const {
    if (m_url.empty()) return m_major;
    const int major = workflow::server_major(Secret(m_url), frame.runtime());
    if (m_major_option->count() == 0 || major == m_major) return major;
    throw Error(fmt::format("the server of --url is PostgreSQL {}, --major says {}", major, m_major), ErrorCode::usage)
        .with_hint("leave one of them out");
  }

  [[nodiscard]] std::vector<scaffold::TableWish> tables(const Dialogue& dialogue) const {
    if (m_tables_option->count() > 0) return scaffold::parse_tables(m_tables);
    const std::string given = dialogue.ask(
        "Tenant-owned tables, with commas", "none",
        missing("no tables are named", "say --tables orders,order_events:append-only, or --tables '' for none"));
    return given == "none" ? std::vector<scaffold::TableWish>() : scaffold::parse_tables(given);
  }

  // Names that break the convention are asked for once; what is wrong then is an error.
  static void correct_names(const Dialogue& dialogue, scaffold::ModuleWish& wish) {
    if (!Dialogue::is_possible()) return;
    for (const scaffold::Problem& problem : scaffold::problems(wish)) {
      if (problem.table.empty()) continue;
      const std::string name = dialogue.ask(fmt::format("{}. Its name", problem.what), problem.proposal,
                                            missing(problem.what, problem.remedy));
      scaffold::rename_wish(wish.tables, problem.table, name);
    }
  }

  static std::string done_text(const workflow::ModulePlan& plan, const workflow::ModuleProof& proof) {
    return proof_text(proof) + fmt::format("written: {}\nnext: cd {} && plumb dev up, then as README.md has it\n",
                                           plan.folder, plan.folder);
  }

  std::string m_name;
  std::string m_tenant;
  std::string m_tables;
  std::vector<std::string> m_columns;
  std::string m_names = "blueprint";
  int m_major = scaffold::k_first_major;
  std::string m_url;
  bool m_force = false;
  bool m_yes = false;
  CLI::Option* m_name_option = nullptr;
  CLI::Option* m_tables_option = nullptr;
  CLI::Option* m_major_option = nullptr;
};

}  // namespace

std::unique_ptr<Command> make_blueprint_new() {
  return std::make_unique<BlueprintNew>();
}

}  // namespace plumb::cli
