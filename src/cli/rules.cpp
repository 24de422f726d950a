// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/rules.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <plumb/report/query_rows.hpp>
#include <plumb/workflow/contract.hpp>
#include <plumb/workflow/query.hpp>

#include "command.hpp"
#include "refuse_value.hpp"
#include "settings_flag.hpp"

namespace plumb::cli {
namespace {

enum class Format { text, json, markdown };

Format parse_format(const std::string& name) {
  if (name == "text") return Format::text;
  if (name == "json") return Format::json;
  if (name == "markdown") return Format::markdown;
  refuse_value("format", name, "text, json, markdown");
}

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

const contract::Rule& find_rule(const contract::Rules& rules, const std::string& name) {
  const std::string code = in_capitals(name);
  if (const contract::Rule* rule = rules.find(code)) return *rule;
  std::vector<std::string_view> known;
  for (const contract::Rule& rule : rules.list()) known.push_back(rule.code);
  std::string hint = settings::did_you_mean(code, known);
  if (hint.empty()) hint = "plumb rules lists them";
  throw Error(fmt::format("there is no rule {}", name), ErrorCode::usage).with_hint(std::move(hint));
}

class RulesCommand final : public Command {
 public:
  void add(CLI::App& app) override {
    m_settings.add(app);
    app.add_option("--format", m_format, "text, json or markdown")->default_str(m_format);
    app.add_flag("--tables", m_tables, "list the tables that rules can ask, with their columns, and nothing else");
  }

  [[nodiscard]] int run(Frame& frame, const std::vector<std::string>& arguments) override {
    const Format format = parse_format(m_format);
    const workflow::Contract contract = workflow::load_contract(m_settings.load(frame));
    if (m_tables) {
      frame.out(tables(contract.settings, format, frame.style()));
      return k_exit_fine;
    }
    if (!arguments.empty()) {
      frame.out(one(find_rule(contract.rules, arguments.front()), contract.settings, format, frame.style()));
      return k_exit_fine;
    }
    frame.out(all(contract, format, frame.style()));
    const std::vector<std::string> faults = workflow::find_faults(contract);
    for (const std::string& fault : faults) frame.err("Error: a rule that cannot run: " + fault + "\n");
    return faults.empty() ? k_exit_fine : k_exit_failed;
  }

 private:
  static std::string all(const workflow::Contract& contract, Format format, const report::Style& style) {
    if (format == Format::json) return report::rules_json(contract.rules, contract.settings);
    if (format == Format::markdown) return report::rules_markdown(contract.rules, contract.settings);
    return report::rules_text(contract.rules, contract.settings, style);
  }

  static std::string one(const contract::Rule& rule, const settings::Settings& settings, Format format,
                         const report::Style& style) {
    if (format == Format::json) return report::rule_json(rule, settings);
    if (format == Format::markdown) return report::rule_markdown(rule, settings);
    return report::rule_text(rule, settings, style);
  }

  static std::string tables(const settings::Settings& settings, Format format, const report::Style& style) {
    const std::vector<query::TableDescription> found = workflow::query_tables(settings);
    if (format == Format::json) return report::query_tables_json(found);
    if (format == Format::markdown) return report::query_tables_markdown(found);
    return report::query_tables_text(found, style);
  }

  SettingsFlag m_settings;
  std::string m_format = "text";
  bool m_tables = false;
};

}  // namespace

std::unique_ptr<Command> make_rules() {
  return std::make_unique<RulesCommand>();
}

}  // namespace plumb::cli
