// SPDX-License-Identifier: Apache-2.0
#include "derived.hpp"
#include "made_relation.hpp"

namespace plumb::query {
namespace {

using settings::Settings;

class SettingRows {
 public:
  SettingRows()
      : m_relation(std::make_unique<MadeRelation>(std::vector<ColumnDescription>{
            {"name", "as in plumb.yaml, with dots: tenant.column, RLS007.extra_policy_roles"},
            {"value", "one of them, where it is a list"},
            {"position", "in the list, from 1"},
            {"note", "the reason of a global table"}})) {}

  void add(std::string_view name, std::string_view value, std::int64_t position = 1, std::string_view note = {}) {
    m_relation->add(name);
    m_relation->add(value);
    m_relation->add(Cell(position));
    m_relation->add(note.empty() ? Cell() : Cell(note));
  }

  void add(std::string_view name, const std::vector<std::string>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) add(name, values[i], static_cast<std::int64_t>(i) + 1);
  }

  [[nodiscard]] std::unique_ptr<Relation> take() { return std::move(m_relation); }

 private:
  std::unique_ptr<MadeRelation> m_relation;
};

void add_names(SettingRows& rows, const settings::Names& names) {
  rows.add("names.tenant_policy", names.tenant_policy);
  rows.add("names.operations_policy", names.operations_policy);
  rows.add("names.tenant_command_policy", names.tenant_command_policy);
  rows.add("names.operations_command_policy", names.operations_command_policy);
  rows.add("names.timestamps_trigger", names.timestamps_trigger);
}

void add_tables(SettingRows& rows, const settings::Tables& tables) {
  rows.add("tables.root", tables.root);
  rows.add("tables.append_only", tables.append_only);
  rows.add("tables.tenant", tables.tenant);
  std::int64_t position = 0;
  for (const settings::GlobalTable& global : tables.global) {
    rows.add("tables.global", global.table, ++position, global.reason);
  }
}

}  // namespace

MadeTable make_setting(const Sources& sources) {
  const Settings& settings = sources.settings;
  SettingRows rows;
  rows.add("schemas", settings.schemas);
  rows.add("tenant.column", settings.tenant.column);
  rows.add("tenant.type", settings.tenant.type);
  rows.add("tenant.table", settings.tenant.table);
  rows.add("tenant.function", settings.tenant.function);
  rows.add("tenant.setting", settings.tenant.setting);
  rows.add("roles.tenant", settings.roles.tenant);
  rows.add("roles.operations", settings.roles.operations);
  rows.add("roles.logins", settings.roles.logins);
  rows.add("roles.owners", settings.roles.owners);
  add_names(rows, settings.names);
  rows.add("timestamps.function", settings.timestamps.function);
  rows.add("timestamps.created", settings.timestamps.created);
  rows.add("timestamps.updated", settings.timestamps.updated);
  add_tables(rows, settings.tables);
  for (const auto& [name, values] : settings.knobs) rows.add(name, values);
  return rows.take();
}

MadeTable make_server(const Sources& sources) {
  const Options& options = sources.options;
  auto relation = std::make_unique<MadeRelation>(
      std::vector<ColumnDescription>{{"version", "as a number: 180004"},
                                     {"major", "18"},
                                     {"database", ""},
                                     {"migration_role", "the role that runs the migrations"}});
  const auto text = [](const std::string& value) { return value.empty() ? Cell() : Cell(std::string_view(value)); };
  const auto number = [](int value) { return value == 0 ? Cell() : Cell(value); };
  relation->add(number(options.server_version));
  relation->add(number(options.server_version / 10000));
  relation->add(text(options.database));
  relation->add(text(options.migration_role));
  return relation;
}

}  // namespace plumb::query
