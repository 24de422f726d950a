// SPDX-License-Identifier: Apache-2.0
#include <plumb/report/settings_yaml.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace plumb::report {
namespace {

// Plain where YAML takes it for nothing else.
std::string scalar(const std::string& text) {
  const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; };
  const bool word = !text.empty() && text.front() >= 'a' && text.front() <= 'z' && std::ranges::all_of(text, is_plain);
  constexpr std::string_view k_special[] = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
  if (word && std::ranges::find(k_special, text) == std::end(k_special)) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < ' ') {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string list(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& text : texts) out.push_back(scalar(text));
  return fmt::format("[{}]", fmt::join(out, ", "));
}

// The lines of a mapping; nothing where all is as the blueprint has it.
class Mapping {
 public:
  explicit Mapping(std::string name) : m_name(std::move(name)) {}

  void add(std::string_view key, const std::string& value, const std::string& standard) {
    if (value != standard) m_lines += fmt::format("  {}: {}\n", key, scalar(value));
  }
  void add(std::string_view key, const std::vector<std::string>& value, const std::vector<std::string>& standard) {
    if (value != standard) m_lines += fmt::format("  {}: {}\n", key, list(value));
  }
  void add_line(const std::string& line) { m_lines += "  " + line + "\n"; }

  [[nodiscard]] std::string text() const { return m_lines.empty() ? "" : m_name + ":\n" + m_lines; }

 private:
  std::string m_name;
  std::string m_lines;
};

std::string tenant_text(const settings::Tenant& tenant) {
  const settings::Tenant standard;
  Mapping out("tenant");
  out.add("column", tenant.column, standard.column);
  out.add("type", tenant.type, standard.type);
  out.add("table", tenant.table, standard.table);
  out.add("function", tenant.function, standard.function);
  out.add("setting", tenant.setting, standard.setting);
  return out.text();
}

std::string roles_text(const settings::Roles& roles) {
  const settings::Roles standard;
  Mapping out("roles");
  out.add("tenant", roles.tenant, standard.tenant);
  out.add("operations", roles.operations, standard.operations);
  if (roles.logins.empty()) {
    out.add_line("logins: []    # nobody may SET ROLE to the two yet; the logins of the application belong here");
  } else {
    out.add("logins", roles.logins, standard.logins);
  }
  out.add("owners", roles.owners, standard.owners);
  return out.text();
}

// The blueprint knows both families; a list says the one that is used here.
std::string names_text(const settings::Names& names) {
  const settings::Names standard;
  Mapping out("names");
  out.add("tenant_policy", names.tenant_policy, standard.tenant_policy);
  out.add("operations_policy", names.operations_policy, standard.operations_policy);
  out.add("tenant_command_policy", names.tenant_command_policy, standard.tenant_command_policy);
  out.add("operations_command_policy", names.operations_command_policy, standard.operations_command_policy);
  out.add("timestamps_trigger", names.timestamps_trigger, standard.timestamps_trigger);
  return out.text();
}

std::string tables_text(const settings::Tables& tables, const std::vector<std::string>& shared) {
  Mapping out("tables");
  out.add_line("root: " + list(tables.root));
  out.add_line("append_only: " + list(tables.append_only));
  if (shared.empty()) return out.text();
  out.add_line("global:    # no tenant column; say why all tenants may share each");
  out.add_line("  - {table: atlas_schema_revisions, reason: migration history}");
  for (const std::string& table : shared) {
    if (table == "atlas_schema_revisions") continue;
    out.add_line(fmt::format("  - {{table: {}, reason: \"to be said\"}}", scalar(table)));
  }
  return out.text();
}

}  // namespace

std::string settings_yaml(const settings::Settings& settings, const std::vector<std::string>& shared,
                          const std::vector<std::string>& outliers) {
  const settings::Settings standard;
  std::string out = "version: 1\n";
  if (settings.schemas != standard.schemas) out += fmt::format("schemas: {}\n", list(settings.schemas));
  out += tenant_text(settings.tenant) + roles_text(settings.roles) + names_text(settings.names);
  Mapping timestamps("timestamps");
  timestamps.add("function", settings.timestamps.function, standard.timestamps.function);
  timestamps.add("created", settings.timestamps.created, standard.timestamps.created);
  timestamps.add("updated", settings.timestamps.updated, standard.timestamps.updated);
  out += timestamps.text() + tables_text(settings.tables, shared);
  if (outliers.empty()) return out;
  out += "\n# Not as the majority has it:\n";
  for (const std::string& outlier : outliers) {
    std::string line = outlier;
    std::ranges::replace_if(
        line, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    out += fmt::format("#   {}\n", line);
  }
  return out;
}

}  // namespace plumb::report
