// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/bootstrap.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "command.hpp"
#include "migrate_flags.hpp"
#include "settings_flag.hpp"

namespace plumb::cli {
namespace {

class Bootstrap final : public Command {
 public:
  void add(CLI::App& app) override {
    m_database.add(app);
    m_settings.add(app);
    app.add_option("--issuer", m_options.issuer, "who signs the tokens: their `iss`, to the byte");
    app.add_option("--subject", m_options.subject, "whom the issuer knows the user as: their `sub`");
    app.add_option("--username", m_options.username, "what the first user is called");
    app.add_option("--tenant", m_options.tenant, "what the tenant is called")->default_str(m_options.tenant);
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>&) override {
    m_options.url = or_database_url(flag_or(m_database.url_option, Secret(m_database.url), frame.environment().url));
    m_options.settings = m_settings.load(frame);
    const workflow::BootstrapResult made = workflow::bootstrap(m_options, frame.runtime());
    if (!frame.flags.quiet) frame.out(text(made));
    return k_exit_fine;
  }

 private:
  [[nodiscard]] std::string text(const workflow::BootstrapResult& made) const {
    const std::string roles =
        made.roles.empty() ? "none: there is no table user_roles" : fmt::format("{}", fmt::join(made.roles, ", "));
    return fmt::format(
        "the first tenant is there\n  tenant  {} {} (OPERATIONS)\n  issuer  {}\n  user    {} {}, known as {}\n"
        "  roles   {}\n",
        m_options.tenant, made.tenant_id, m_options.issuer, m_options.username, made.user_id, m_options.subject, roles);
  }

  DatabaseFlags m_database;
  SettingsFlag m_settings;
  workflow::BootstrapOptions m_options;
};

}  // namespace

std::unique_ptr<Command> make_bootstrap() {
  return std::make_unique<Bootstrap>();
}

}  // namespace plumb::cli
