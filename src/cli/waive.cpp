// SPDX-License-Identifier: Apache-2.0
#include <plumb/workflow/waive.hpp>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/base/go_text.hpp>

#include "command.hpp"
#include "drift_flags.hpp"
#include "settings_flag.hpp"

namespace plumb::cli {
namespace {

class Waive final : public Command {
 public:
  void add(CLI::App& app) override {
    m_drift.add(app);
    m_settings.add(app);
    app.add_option("--reason", m_reason,
                   "why it is accepted; stands in every report; one that is renewed has one already");
    app.add_option("--until", m_until, "the last day on which it is, as 2027-03-31");
    app.add_option("--owner", m_owner, "who answers for it");
    app.add_option("--fingerprint", m_fingerprint, "of the finding, as a report tells it; then no database is asked");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    workflow::WaiveOptions options{.file = m_settings.file(frame), .waiver = waiver(arguments), .drift = {}};
    if (m_fingerprint.empty()) options.drift = m_drift.options(frame, frame.environment());
    options.drift.contract = workflow::load_contract(m_settings.load_if_there(frame));
    const workflow::Waived done = workflow::waive(options, frame.runtime());
    if (frame.flags.quiet) return k_exit_fine;
    const bool other_day = done.before && done.before->until != done.waiver.until;
    frame.out(fmt::format("{} on {} is waived until {}{}, in {}\n", done.waiver.rule, done.waiver.object,
                          settings::format_date(done.waiver.until),
                          other_day ? fmt::format(" (was: {})", settings::format_date(done.before->until)) : "",
                          options.file));
    return k_exit_fine;
  }

 private:
  [[nodiscard]] settings::Waiver waiver(const std::vector<std::string>& arguments) const {
    if (arguments.size() < 2) {
      throw Error("a code and an object are needed", ErrorCode::usage)
          .with_hint(
              "as a report tells them: plumb waive RLS008 \"policy users_rls on public.users\" --reason … --until …");
    }
    if (m_until.empty()) throw Error("a waiver has a last day: say --until", ErrorCode::usage);
    const auto until = settings::parse_date(m_until);
    if (!until) {
      throw Error(fmt::format("invalid argument {} for \"--until\" flag: a day such as 2027-03-31", go_quote(m_until)),
                  ErrorCode::usage);
    }
    return {.rule = arguments[0],
            .object = arguments[1],
            .reason = m_reason,
            .owner = m_owner,
            .until = *until,
            .fingerprint = m_fingerprint,
            .place = {}};
  }

  DriftFlags m_drift;
  SettingsFlag m_settings;
  std::string m_reason;
  std::string m_until;
  std::string m_owner;
  std::string m_fingerprint;
};

}  // namespace

std::unique_ptr<Command> make_waive() {
  return std::make_unique<Waive>();
}

}  // namespace plumb::cli
