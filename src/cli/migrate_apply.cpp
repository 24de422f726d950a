// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <charconv>

#include <plumb/base/go_text.hpp>
#include <plumb/report/migrate_apply.hpp>
#include <plumb/template/template.hpp>
#include <plumb/workflow/apply.hpp>

#include "command.hpp"
#include "migrate_flags.hpp"

namespace plumb::cli {
namespace {

class MigrateApply final : public Command {
 public:
  void add(CLI::App& app) override {
    m_database.add_schema(app);
    m_directory.add(app);
    m_format.add(app);
    app.add_flag("--dry-run", m_dry_run, "tell what would run, and run nothing");
    m_timeout_option =
        app.add_option("--lock-timeout", m_timeout, "how long to wait for the lock")->default_str(m_timeout);
    m_baseline_option = app.add_option("--baseline", m_baseline, "first run: start after this version");
    app.add_option("--tx-mode", m_tx_mode, "file, all or none")->default_str(m_tx_mode);
    m_order_option = app.add_option("--exec-order", m_order, "linear, linear-skip or non-linear")->default_str(m_order);
    app.add_flag("--allow-dirty", m_allow_dirty, "first run: the database need not be empty");
    app.add_option("--context", m_context)->group("");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    check_timeout(m_timeout);
    if (!frame.flags.env.empty() && !m_context.empty()) check_context(m_context);
    const std::optional<std::size_t> amount = parse_amount(arguments);
    const project::Project& project = frame.project();
    if (project.selected.empty()) return run_one(frame, {}, amount);
    // One run an environment (for_each), up to the first that fails.
    for (const project::Environment& environment : project.selected) {
      if (m_needs_line_feed) frame.out("\n");
      m_needs_line_feed = false;
      if (const int code = run_one(frame, environment, amount); code != k_exit_fine) return code;
    }
    return k_exit_fine;
  }

 private:
  static void check_timeout(const std::string& text) {
    try {
      (void)parse_go_duration(text);
    } catch (const Error& error) {
      throw Error(fmt::format("invalid argument {} for \"--lock-timeout\" flag: {}", go_quote(text), error.message()),
                  ErrorCode::usage);
    }
  }

  // Atlas sends it to its cloud; here it only has to be what it says it is.
  static void check_context(const std::string& json) {
    try {
      (void)tmpl::atlas_functions(false).at("json_merge").call({tmpl::Value(json)});
    } catch (const Error& error) {
      throw Error("invalid --context: " + error.message());
    }
  }

  static std::optional<std::size_t> parse_amount(const std::vector<std::string>& arguments) {
    if (arguments.empty()) return std::nullopt;
    const std::string& text = arguments.front();
    const std::string_view digits = std::string_view(text).substr(text.starts_with('+') ? 1 : 0);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc::invalid_argument || end != digits.data() + digits.size()) {
      throw Error(
          fmt::format("invalid amount argument {} (invalid syntax). Omit the argument or pass a valid integer instead",
                      go_quote(text)));
    }
    if (error == std::errc::result_out_of_range) {
      throw Error(fmt::format(
          "invalid amount argument {} (value out of range). Omit the argument or pass a valid integer instead",
          go_quote(text)));
    }
    if (value < 1) throw Error(fmt::format("cannot apply '{}' migration files", value));
    return static_cast<std::size_t>(value);
  }

  [[nodiscard]] int run_one(Frame& frame, const project::Environment& environment, std::optional<std::size_t> amount) {
    workflow::ApplyOptions options;
    options.target = migrate_target(m_directory, m_database, environment, frame);
    options.amount = amount;
    options.baseline = flag_or(m_baseline_option, m_baseline, environment.migration.baseline);
    options.tx_mode = m_tx_mode;
    options.exec_order = flag_or(m_order_option, m_order, environment.migration.exec_order);
    const std::string timeout = flag_or(m_timeout_option, m_timeout, environment.migration.lock_timeout);
    check_timeout(timeout);
    options.lock_timeout = parse_go_duration(timeout);
    options.dry_run = m_dry_run ? apply::DryRun::yes : apply::DryRun::no;
    options.allow_dirty = m_allow_dirty;
    options.operator_version = operator_version();
    const std::string format = m_format.text(environment.format.migrate_apply);

    const workflow::ApplyResult result = workflow::apply(options, frame.runtime());
    if (result.refusal.any()) return print_refusal(result.refusal, frame);
    return print_report(frame, result.report, options.target, format);
  }

  [[nodiscard]] int print_report(Frame& frame, const apply::RunReport& report, const workflow::MigrateTarget& target,
                                 const std::string& format) {
    std::string failure = report.error;
    if (format.empty()) {
      frame.out(report::migrate_apply_text(report, frame.style()));
    } else {
      try {
        const std::string text = render(frame, report, target, format);
        frame.out(text);
        m_needs_line_feed = !text.empty() && text.back() != '\n';
        if (!failure.empty()) return k_exit_failed;  // the report has said it
      } catch (const Error& error) {
        failure += (failure.empty() ? "" : "\n") + error.message();
      }
    }
    if (failure.empty()) return k_exit_fine;
    frame.error(Error(failure));
    return k_exit_failed;
  }

  static std::string render(const Frame& frame, const apply::RunReport& report, const workflow::MigrateTarget& target,
                            const std::string& format) {
    const report::Style style = frame.style();
    std::optional<tmpl::Template> parsed;
    try {
      parsed = tmpl::Template::parse("format", format, tmpl::atlas_functions(style.coloured()));
    } catch (Error& error) {
      error.prefix("parse format: ");
      throw;
    }
    try {
      return parsed->execute(report::migrate_apply_data(report, target.url, target.dir_url, style));
    } catch (Error& error) {
      error.prefix("execute log template: ");
      throw;
    }
  }

  DatabaseFlags m_database;
  DirectoryFlags m_directory;
  FormatFlags m_format;
  bool m_dry_run = false;
  bool m_allow_dirty = false;
  std::string m_timeout = "10s";
  std::string m_baseline;
  std::string m_tx_mode = "file";
  std::string m_order = "linear";
  std::string m_context;  // Atlas's reports to its cloud; accepted and not looked at
  CLI::Option* m_timeout_option = nullptr;
  CLI::Option* m_baseline_option = nullptr;
  CLI::Option* m_order_option = nullptr;
  bool m_needs_line_feed = false;  // between the reports of two environments
};

}  // namespace

std::unique_ptr<Command> make_migrate_apply() {
  return std::make_unique<MigrateApply>();
}

}  // namespace plumb::cli
